from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "goldenthread.audits"
    label = "audits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.audits import guards  # noqa: F401  (declares who may see what)
