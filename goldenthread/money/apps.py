from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "goldenthread.money"
    label = "money"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.money import guards, kinds  # noqa: F401  (declare who may see what, and what pages look like)
