"""Files of a case that hold too many rows for one person: the way to ask for a second.

It stands apart from its page, because the public site, where nobody signs in, loads what makes lists.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core import signing
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.cases import taking_away
from goldenthread.cases.taking_away import MOST_ALONE, File
from goldenthread.core.errors import Refused
from goldenthread.workspace.cases import places

PAGE = "case-taken-away"


def stopped(request: Any, model: type[Model], words: str, rows: int) -> HttpResponse | None:
    """The way to ask for a second person, where a file is too much for one; nothing where it may be taken."""
    if rows <= MOST_ALONE:
        return None
    file = File(model._meta.label, words, rows, request.get_full_path())
    if taking_away.was_agreed(file, request.case, request.user.pk):
        return None
    token = signing.dumps(asdict(file), salt=_salt(request), compress=True)
    return HttpResponseRedirect(f"{places.address(request.case, PAGE)}?of={token}")


def _salt(request: Any) -> str:
    return f"taken-away:{request.case.pk}:{request.user.pk}"


def asked(request: Any) -> File | None:
    """The file that somebody came from, as we said it ourselves."""
    token = request.POST.get("of") or request.GET.get("of") or ""
    try:
        return File(**signing.loads(token, salt=_salt(request))) if token else None
    except signing.BadSignature as error:
        raise Refused("This link is not whole. Go back to the list, and choose the file again.") from error


def list_of(file: File) -> str:
    """The list a file was chosen above, narrowed as it was."""
    path, mark, narrowed = file.path.partition("?")
    return f"{path.rstrip('/').rpartition('/')[0]}/{mark}{narrowed}"
