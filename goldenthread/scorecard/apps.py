from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "goldenthread.scorecard"
    label = "scorecard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.scorecard import guards, kinds  # noqa: F401  (declare who may see what, and what pages look like)
