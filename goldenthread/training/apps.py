from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "goldenthread.training"
    label = "training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.training import guards, kinds, kinds_of_people  # noqa: F401  (declare who may see what, and what pages look like)
