"""Forms that outlive a sign-in: what was sent too late is kept for a day, sealed, and put back into the form.

A form carries `writer`, a signed word of who it was shown to. What is sent without a sign-in is kept only for that
person, in that browser. Files are not kept: they are too large to hold for somebody who may not come back.
"""

from __future__ import annotations

import json
import secrets
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
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
    text = json.dumps([request.path, sent])
    if user is None or not sent or len(text) > LARGEST:
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


def take(request: HttpRequest, path: str) -> QueryDict | None:
    """Give back, once, what this person sent to this path from this browser while they were not signed in."""
    browser = request.COOKIES.get(COOKIE)
    if not browser or not isinstance(request.user, User):
        return None
    found = KeptForm.objects.filter(
        user=request.user,
        path_digest=_path(path),
        browser_digest=devices.sha256(browser),
        kept_at__gt=clock.now() - KeptForm.LASTS,
    ).first()
    if found is None or not KeptForm.objects.filter(pk=found.pk).delete()[0]:
        return None
    kept_path, sent = json.loads(unseal(found.sealed))
    data = QueryDict(mutable=True)
    for name, values in sent:
        data.setlist(name, values)
    return data if kept_path == path else None


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
