from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "goldenthread.asks"
    label = "asks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.asks import guards, history, kinds, making_kinds  # noqa: F401  (who may see what; how deeds are told; what pages look like)
