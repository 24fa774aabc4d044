"""Forms that outlive a sign-in: what was sent too late is kept for a day, sealed, and put back into the form.

A form carries `writer`, a signed word of who it was shown to. What is sent without a sign-in is kept only for that
person, in that browser, and is put back each time they open the form, until they send it or say that they want it no more.
Files are not kept: they are too large to hold for somebody who may not come back. Their names are, to be chosen again.
"""

from __future__ import annotations

import json
import secrets
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.accounts import devices
from goldenthread.accounts.keyring import seal, unseal
from goldenthread.accounts.models import KeptForm, User
from goldenthread.core import clock

COOKIE = "gt-kept"
FIELD = "writer"
SALT = "goldenthread.accounts.kept"
ATTRIBUTE = "goldenthread_kept_by"
PUT_BACK = "goldenthread_put_back"
START_AGAIN = "start-again"
"""What an address carries to open its form without what was kept."""
MOST, LARGEST = 20, 1_000_000
SECRET = {"code", "credential", "csrfmiddlewaretoken", FIELD}
"""Fields that are never kept; nor is any whose name begins with “password”."""


def writer(user: User) -> str:
    """Who a form is shown to, signed: the value of its hidden field `writer`."""
    return signing.dumps(str(user.pk), salt=SALT)


def writer_field(request: HttpRequest) -> SafeString | str:
    """The hidden field itself, or nothing for somebody not signed in."""
    if not isinstance(request.user, User):
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, writer(request.user))


def keep(request: HttpRequest) -> str | None:
    """Keep what was sent, if its form says who wrote it. Returns its key, or nothing where it is not kept."""
    user = request.user if isinstance(request.user, User) else _writer_of(request)
    sent = [(name, list(values)) for name, values in request.POST.lists() if not _is_secret(name)]
    files = [file.name for _, given in request.FILES.lists() for file in given]
    text = json.dumps([request.path, sent, files])
    if user is None or not (sent or files) or len(text) > LARGEST:
        return None
    browser = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(24)
    setattr(request, ATTRIBUTE, browser)
    now = clock.now()
    KeptForm.objects.filter(kept_at__lte=now - KeptForm.LASTS).delete()
    theirs = KeptForm.objects.filter(user=user).values_list("pk", flat=True)
    KeptForm.objects.filter(pk__in=list(theirs[MOST - 1 :])).delete()
    made = KeptForm.objects.create(
        user=user,
        path_digest=_path(request.path),
        browser_digest=devices.sha256(browser),
        sealed=seal(text),
        kept_at=now,
    )
    return str(made.pk)


def keep_unproved(request: HttpRequest) -> bool:
    """Keep what somebody signed in sent with a safety token that does not fit, if its form was shown to the same person."""
    return request.user.is_authenticated and _writer_of(request) == request.user and keep(request) is not None


def take(request: HttpRequest, path: str) -> QueryDict | None:
    """Give back what this person sent to this path from this browser in vain, until they send it (see `forget`).

    The page says so by itself: `request` then carries the names of the files that have to be chosen again.
    """
    found = _theirs(request, path).first()
    if found is None:
        return None
    if START_AGAIN in request.GET:
        forget(request, path)
        return None
    kept_path, sent, *named = json.loads(unseal(found.sealed))
    data = QueryDict(mutable=True)
    for name, values in sent:
        data.setlist(name, values)
    if kept_path != path:
        return None
    setattr(request, PUT_BACK, {"files": named[0] if named else []})
    return data


def forget(request: HttpRequest, path: str) -> None:
    """What was kept for this path was sent now, or is not wanted any more."""
    _theirs(request, path).delete()


def waits(request: HttpRequest, path: str) -> bool:
    """Whether something that was sent to this path from this browser waits for whoever signs in."""
    browser = request.COOKIES.get(COOKIE)
    return (
        bool(browser)
        and KeptForm.objects.filter(
            path_digest=_path(path),
            browser_digest=devices.sha256(str(browser)),
            kept_at__gt=clock.now() - KeptForm.LASTS,
        ).exists()
    )


def _theirs(request: HttpRequest, path: str) -> QuerySet[KeptForm]:
    browser = request.COOKIES.get(COOKIE)
    if not browser or not isinstance(request.user, User):
        return KeptForm.objects.none()
    return KeptForm.objects.filter(
        user=request.user,
        path_digest=_path(path),
        browser_digest=devices.sha256(browser),
        kept_at__gt=clock.now() - KeptForm.LASTS,
    )


def write(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let this browser carry the mark under which something of it is kept."""
    browser = getattr(request, ATTRIBUTE, None)
    if browser is not None:
        devices.set_cookie(response, COOKIE, browser, int(KeptForm.LASTS.total_seconds()))


def _writer_of(request: HttpRequest) -> User | None:
    try:
        key = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=KeptForm.LASTS)
        return User.objects.filter(pk=UUID(str(key)), is_active=True).first()
    except (signing.BadSignature, ValidationError, ValueError):
        return None


def _is_secret(name: str) -> bool:
    return name in SECRET or name.startswith("password")


def _path(path: str) -> str:
    return devices.digest("path", path)
