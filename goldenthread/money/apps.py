from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "goldenthread.money"
    label = "money"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.money import guards  # noqa: F401  (declares who may see what)
