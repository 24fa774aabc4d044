from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "goldenthread.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldenthread.vault import guards, kinds, pseudonyms, sealed  # noqa: F401  (declare what they say)
