from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "goldenthread.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.learning import guards, kinds, telling  # noqa: F401  (declare who may see what, what pages look like; tell of themes)
