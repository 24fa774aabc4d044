from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "goldenthread.panels"
    label = "panels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.panels import guards, kinds, paneling, telling, trusting  # noqa: F401  (declare what is theirs)
