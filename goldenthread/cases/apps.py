from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "goldenthread.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.cases import guards, kinds, recusals, taking_away  # noqa: F401  (declare access, pages and deeds)
