from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "goldenthread.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.api import guards  # noqa: F401  (declare who may see what)
