from django.apps import AppConfig, apps


class AccountsConfig(AppConfig):
    name = "goldenthread.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        if apps.is_installed("allauth.account"):  # the public site has no sign-in
            from goldenthread.accounts import receivers  # noqa: F401  (they connect themselves)
