from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "goldenthread.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.figures import guards, kinds  # noqa: F401  (declare who may see what, and pages)
