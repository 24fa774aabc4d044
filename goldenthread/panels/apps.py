from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "goldenthread.panels"
    label = "panels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.panels import guards, kinds  # noqa: F401  (declare who may see what, and what pages look like)
