"""The addresses of signing in. Names that allauth asks for keep allauth's names; what is not listed here does not exist."""

from django.urls import path

from goldenthread.accounts.views import agency, joining, own, personas, proving, second_factor, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", second_factor.give, name="mfa_authenticate"),
    path("sign-in/passkey/", second_factor.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/leave/", sign_in.give_up, name="account_give_up"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("invitation/<str:token>/", joining.invitation, name="account_invitation"),
    path("password/reset/", joining.ask_reset, name="account_reset_password"),
    path("password/reset/<uuid:key>/<str:token>/", joining.reset, name="account_reset_password_from_key"),
    path("agency/<slug:provider_id>/", agency.leave, name="openid_connect_login"),
    path("agency/<slug:provider_id>/back/", agency.back, name="openid_connect_callback"),
    path("agency-cancelled/", agency.cancelled, name="socialaccount_login_cancelled"),
    path("personas/", personas.personas, name="account_personas"),
    path("protect/", second_factor.protect, name="account_protect"),
    path("", own.account, name="account"),
    path("name/", own.name, name="account_name"),
    path("password/", own.password, name="account_change_password"),
    path("app/", second_factor.set_up_app, name="mfa_activate_totp"),
    path("passkeys/add/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", second_factor.name_passkey, name="mfa_edit_webauthn"),
    path("second-step/<int:pk>/remove/", second_factor.remove, name="account_remove_second_step"),
    path("recovery-codes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("sign-ins/end/", own.end_others, name="account_end_others"),
    path("sign-ins/<uuid:pk>/end/", own.end_one, name="account_end_one"),
    path("prove/", proving.prove, name="account_prove"),
    path("prove/password/", proving.by_password, name="account_reauthenticate"),
    path("prove/code/", proving.by_code, name="mfa_reauthenticate"),
    path("prove/passkey/", proving.by_passkey, name="mfa_reauthenticate_webauthn"),
]
