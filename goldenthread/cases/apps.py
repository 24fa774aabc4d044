from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "goldenthread.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.cases import guards, kinds  # noqa: F401  (declare who may see what, and what pages look like)
