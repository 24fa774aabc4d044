"""What people do with accounts. Each deed is told to the trail in its own transaction; mail waits for it to be saved."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from goldenthread.accounts import devices, events, mail, sessions
from goldenthread.accounts.keyring import reseal, seal
from goldenthread.accounts.models import Invitation, KeptForm, SignIn, User
from goldenthread.accounts.queries import is_waiting
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused

OVER = "This invitation has been used, withdrawn, or is more than seven days old. Ask whoever invited you for another."


@transaction.atomic
def invite(*, email: str, name: str, by: Actor) -> Invitation:
    """Offer somebody an account. It exists at once, so that roles can hang on it, and opens when they accept.

    Somebody who has an account already is only told that they have.

    Raises:
        Refused: the address is not one, or its account was closed.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("Enter an e-mail address in the correct format, such as name@agency.gov.uk") from error
    user = User.objects.select_for_update().filter(email=address).first()
    if user is None:
        user = User(email=address, name=name.strip(), is_active=False)
        user.set_unusable_password()
        user.save()
    elif user.is_active:
        return _tell_they_have_one(user, by)
    elif not is_waiting(user):
        raise Refused(f"The account of {address} was closed. Open it again instead of inviting them.")
    return _send(user, by, "invited")


def _tell_they_have_one(user: User, by: Actor) -> Invitation:
    now = clock.now()
    made = _invitation(user, by, devices.sha256(secrets.token_urlsafe(32)))
    made.accepted_at = now
    made.save(update_fields=["accepted_at"])
    mail.send("has_account", user, by=by.name)
    events.tell("told they have an account", user, by=by)
    return made


@transaction.atomic
def invite_again(invitation: Invitation, *, by: Actor) -> Invitation:
    """Send a new link, for another seven days; the one sent before no longer works.

    Raises:
        NotPossibleNow: they have accepted already, or the account is closed.
    """
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    if not is_waiting(user):
        raise NotPossibleNow("You can send an invitation again until it is accepted. This person has an account.")
    return _send(user, by, "invited again")


def _send(user: User, by: Actor, verb: str) -> Invitation:
    Invitation.objects.filter(user=user, accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())
    token = secrets.token_urlsafe(32)
    made = _invitation(user, by, devices.sha256(token))
    address = mail.link(reverse("account_invitation", kwargs={"token": token}))
    mail.send("invitation", user, by=by.name, address=address, until=made.expires_at)
    events.tell(verb, user, by=by)
    return made


def _invitation(user: User, by: Actor, digest: str) -> Invitation:
    now = clock.now()
    return Invitation.objects.create(
        user=user,
        token_digest=digest,
        by_name=by.name,
        by_user_id=by.user_id,
        sent_at=now,
        expires_at=now + Invitation.LASTS,
    )


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Actor) -> None:
    """Take an invitation back; its link no longer works.

    Raises:
        NotPossibleNow: it was accepted.
    """
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.accepted_at is not None:
        raise NotPossibleNow("This invitation was accepted. To keep the person out, close their account.")
    if held.withdrawn_at is None:
        held.withdrawn_at = clock.now()
        held.save(update_fields=["withdrawn_at"])
        events.tell("invitation withdrawn", held.user, by=by)


@transaction.atomic
def accept(invitation: Invitation, *, name: str, password: str, by: Actor) -> User:
    """Open the account, with the name and password its owner chose.

    Raises:
        NotPossibleNow: the invitation was used, withdrawn or is too old.
    """
    user = _open(invitation)
    user.name = name
    user.set_password(password)
    user.save(update_fields=["name", "password", "is_active"])
    events.tell("accepted their invitation", user, by=by)
    return user


@transaction.atomic
def accept_by_provider(invitation: Invitation, *, by: Actor) -> User:
    """Open the account for somebody whom their agency has signed in.

    Raises:
        NotPossibleNow: the invitation was used, withdrawn or is too old.
    """
    user = _open(invitation)
    user.save(update_fields=["is_active"])
    events.tell("accepted their invitation", user, by=by)
    return user


def _open(invitation: Invitation) -> User:
    held = Invitation.objects.select_for_update().select_related("user").get(pk=invitation.pk)
    if not held.is_open:
        raise NotPossibleNow(OVER)
    held.accepted_at = clock.now()
    held.save(update_fields=["accepted_at"])
    held.user.is_active = True
    return held.user


@transaction.atomic
def disable(user: User, *, by: Actor) -> None:
    """Close an account: its owner is out at their next request, and no link sent to them works any more."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    Invitation.objects.filter(user=user, accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())
    KeptForm.objects.filter(user=user).delete()
    sessions.end_all(user, "closed")
    events.tell("account closed", user, by=by)


@transaction.atomic
def enable(user: User, *, by: Actor) -> None:
    """Open a closed account again.

    Raises:
        NotPossibleNow: they have not accepted an invitation, so that there is nothing to open.
    """
    if is_waiting(user):
        raise NotPossibleNow("This person has not accepted an invitation yet. Send it again.")
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.is_active = True
    events.tell("account opened again", user, by=by)


@transaction.atomic
def rename(user: User, *, name: str, by: Actor) -> None:
    before, user.name = user.name, name
    user.save(update_fields=["name"])
    events.tell("name changed", user, by=by, before=before, after=name)


@transaction.atomic
def set_password(user: User, *, password: str, keep: SignIn | None, by: Actor) -> None:
    """Change a password. Every sign-in ends but the one to keep; the owner is told by mail."""
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.end_all(user, "password", but=keep)
    mail.send("changed", user, what="Your password was changed.")
    events.tell("password changed", user, by=by)


@transaction.atomic
def reset_second_factor(user: User, *, by: Actor) -> None:
    """For somebody who lost their phone and their recovery codes: they set up a new second factor when they next sign in.

    The secret is removed, never shown; whoever does this cannot sign in as them.
    """
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user, "second factor")
    mail.send("changed", user, what="Your second step of signing in was removed, so that you can set up a new one.")
    events.tell("second factor reset", user, by=by)


@transaction.atomic
def tell_second_factor_changed(user: User, *, what: str, by: Actor) -> None:
    """Tell the owner, and the trail, that a second factor was added or removed."""
    mail.send("changed", user, what=what)
    events.tell("second factor changed", user, by=by, what=what)


@transaction.atomic
def end_other_sign_ins(user: User, *, but: SignIn | None, by: Actor) -> int:
    """Sign somebody out everywhere else. Returns how many sign-ins that ended."""
    ended = sessions.end_all(user, "elsewhere", but=but)
    events.tell("signed out elsewhere", user, by=by, how_many=ended)
    return ended


@transaction.atomic
def end_sign_in(sign_in: SignIn, *, by: Actor) -> None:
    sessions.end(sign_in, "elsewhere")
    events.tell("signed out elsewhere", sign_in.user, by=by, how_many=1)


@transaction.atomic
def add_provider(
    *,
    provider_id: str,
    name: str,
    server: str,
    client_id: str,
    secret: str,
    domains: Sequence[str],
    trusts_second_factor: bool,
    calls_addresses_verified: bool = True,
    by: Actor,
) -> SocialApp:
    """Let an agency's people sign in with the agency's own accounts (OpenID Connect).

    `calls_addresses_verified` is false for a provider that never says so of an address, and yet hands out only its
    own: then every address of the domains counts as verified.

    Raises:
        Refused: the server is not reached by https, or no domain is named.
    """
    parts = urlsplit(server)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise Refused("The provider's address must begin with https://")
    own = sorted({one.strip().lower().lstrip("@") for one in domains if one.strip()})
    if not own:
        raise Refused("Name the e-mail domains that this agency's people have, such as police.example")
    settings = {
        "server_url": server,
        "sealed_secret": seal(secret),
        "email_domains": own,
        "trusts_second_factor": trusts_second_factor,
        "verified_email": False if calls_addresses_verified else own,
    }
    SocialApp.objects.filter(provider="openid_connect", provider_id=provider_id).delete()
    app = SocialApp.objects.create(
        provider="openid_connect", provider_id=provider_id, name=name, client_id=client_id, settings=settings
    )
    events.tell("agency’s sign-in added", app, by=by, domains=own, trusts_second_factor=trusts_second_factor)
    return app


@transaction.atomic
def remove_provider(provider_id: str, *, by: Actor) -> None:
    """People of that agency sign in with a password from now on; who never had one sets one by e-mail."""
    for linked in SocialAccount.objects.filter(provider=provider_id).select_related("user"):
        sessions.end_all(linked.user, "provider")
    SocialAccount.objects.filter(provider=provider_id).delete()
    for app in SocialApp.objects.filter(provider="openid_connect", provider_id=provider_id):
        events.tell("agency’s sign-in removed", app, by=by)
        app.delete()


@transaction.atomic
def reseal_secrets(*, by: Actor) -> int:  # noqa: ARG001  (an operation has an actor; no record changes its meaning)
    """Seal every secret with the newest key, after one was put at the top of `keys/secrets`. Returns how many."""
    count = 0
    for held in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        for name in {"secret", "seed"} & set(held.data):
            held.data[name] = reseal(held.data[name])
            count += 1
        held.save(update_fields=["data"])
    for app in SocialApp.objects.select_for_update():
        if "sealed_secret" in app.settings:
            app.settings["sealed_secret"] = reseal(app.settings["sealed_secret"])
            app.save(update_fields=["settings"])
            count += 1
    for kept in KeptForm.objects.select_for_update():
        kept.sealed = reseal(kept.sealed)
        kept.save(update_fields=["sealed"])
        count += 1
    return count
