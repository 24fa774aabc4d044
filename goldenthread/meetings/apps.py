from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "goldenthread.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.meetings import guards  # noqa: F401  (declares who may see what)
