from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "goldenthread.audits"
    label = "audits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.audits import guards, kinds  # noqa: F401  (declare who may see what, and what pages look like)
