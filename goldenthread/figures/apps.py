from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "goldenthread.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.figures import giving_out, guards, kinds  # noqa: F401  (declare what was told, who may see what, and pages)
