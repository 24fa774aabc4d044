from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "goldenthread.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.learning import guards  # noqa: F401  (declares who may see what)
