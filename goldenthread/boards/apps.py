from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "goldenthread.boards"
    label = "boards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.boards import (  # noqa: F401  (declare who may see what, what pages look like, what means the same)
            guards,
            kinds,
            same_words,
        )
