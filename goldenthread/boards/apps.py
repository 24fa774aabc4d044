from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "goldenthread.boards"
    label = "boards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.boards import guards  # noqa: F401  (declares who may see what)
