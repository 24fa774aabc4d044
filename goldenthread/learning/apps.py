from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "goldenthread.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.learning import guards, kinds  # noqa: F401  (declare who may see what, and what pages look like)
