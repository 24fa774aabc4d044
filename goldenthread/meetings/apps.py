from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "goldenthread.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.meetings import guards, kinds, kinds_of_business  # noqa: F401  (declare who may see what, and what pages look like)
