from django.apps import AppConfig


class NationalConfig(AppConfig):
    name = "goldenthread.national"
    label = "national"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.national import guards, telling  # noqa: F401  (declare who may see what, and how deeds are told)
