from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "goldenthread.asks"
    label = "asks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.asks import guards, kinds  # noqa: F401  (declare who may see what, and what pages look like)
