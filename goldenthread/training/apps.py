from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "goldenthread.training"
    label = "training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.training import guards  # noqa: F401  (declares who may see what)
