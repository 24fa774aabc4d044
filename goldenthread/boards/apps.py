from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "goldenthread.boards"
    label = "boards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.boards import guards, kinds  # noqa: F401  (declare who may see what, and what pages look like)
