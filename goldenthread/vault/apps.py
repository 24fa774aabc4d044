from django.apps import AppConfig
from django.db.models.signals import post_migrate


class VaultConfig(AppConfig):
    name = "goldenthread.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.vault import guards, kinds, pseudonyms, sealed  # noqa: F401  (declare what they say)
        from goldenthread.vault.schema import keep_apart

        post_migrate.connect(keep_apart, sender=self)
