from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "goldenthread.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from goldenthread.core import folding, safe_database
        from goldenthread.core.access import checks

        checks.register()
        connection_created.connect(safe_database.refuse_unsafe_connection, dispatch_uid="safe-database")
        connection_created.connect(folding.teach, dispatch_uid="folding")
