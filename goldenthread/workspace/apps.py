from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "goldenthread.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.workspace import guards, home_coming, home_late, home_parts, todo  # noqa: F401  (who may see what; first pages)
        from goldenthread.workspace.asks import business as of_answers  # noqa: F401  (answers that wait for a meeting)
        from goldenthread.workspace.asks import filling  # noqa: F401  (what an answer begins with)
        from goldenthread.workspace.asks import todo as of_asks  # noqa: F401  (tell what there is to do)
        from goldenthread.workspace.audits import thematic as audits_by_theme  # noqa: F401  (audits, on the page of a theme)
        from goldenthread.workspace.audits import todo as of_audits  # noqa: F401  (the same)
        from goldenthread.workspace.cases import todo as of_cases  # noqa: F401  (the same)
        from goldenthread.workspace.chronology import todo as of_chronologies  # noqa: F401  (the same)
        from goldenthread.workspace.extracts import todo as of_extracts  # noqa: F401  (the same)
        from goldenthread.workspace.figures import todo as of_figures  # noqa: F401  (the same)
        from goldenthread.workspace.learning import measuring, mentions  # noqa: F401  (figures to measure by; themes of every room)
        from goldenthread.workspace.learning import todo as of_learning  # noqa: F401  (tell what there is to do)
        from goldenthread.workspace.meetings import business  # noqa: F401  (tell what waits for a group)
        from goldenthread.workspace.meetings import todo as of_meetings  # noqa: F401  (the same)
        from goldenthread.workspace.money import todo as of_money  # noqa: F401  (tell what there is to do)
        from goldenthread.workspace.national import todo as of_returns  # noqa: F401  (the same)
        from goldenthread.workspace.notices import digest, keeping  # noqa: F401  (keep what people are told)
        from goldenthread.workspace.plans import mentions as plans_by_theme  # noqa: F401  (plans and risks, on the page of a theme)
        from goldenthread.workspace.plans import todo as of_plans  # noqa: F401  (the same)
        from goldenthread.workspace.reports import todo as of_reports  # noqa: F401  (the same)
        from goldenthread.workspace.reviews import running_todo  # noqa: F401  (the same)
        from goldenthread.workspace.search import beside  # noqa: F401  (search what is no kind of record)
        from goldenthread.workspace.training import todo as of_training  # noqa: F401  (tell what there is to do)
        from goldenthread.workspace.vault import gate  # noqa: F401  (nothing is published that was not searched for names)
