from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrailConfig(AppConfig):
    name = "goldenthread.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.trail import guards  # noqa: F401  (declares who may see what)

        post_migrate.connect(_keep_the_triggers, sender=self)


def _keep_the_triggers(*, using: str, **_: Any) -> None:
    from goldenthread.trail.triggers import install_where_there_is_a_trail

    install_where_there_is_a_trail(using)
