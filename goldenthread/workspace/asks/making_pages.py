"""Making a form of the Board's own: its parts and questions, how it looks to an agency, and making a version ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.asks import made_forms, making
from goldenthread.asks.made_forms import ChangedMeanwhile
from goldenthread.asks.making_models import MadeForm
from goldenthread.core.access import actor_of, allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.kinds import named
from goldenthread.workspace import records
from goldenthread.workspace.asks import boxes
from goldenthread.workspace.asks.finding import NO_SUCH_PAGE, show, to
from goldenthread.workspace.asks.making_forms import PartForm
from goldenthread.workspace.asks.making_outline import outline

TROUBLES = (NotFound, NotPossibleNow, Refused)


def made_of(request: Any, pk: UUID, act: Act = Act.READ) -> MadeForm:
    """A form of this Board's own, if this person may do this to it.

    Raises:
        NotFound: there is none, or they may not know of it.
        NotPermitted: they may read it, and not do this.
    """
    found: Any = records.one_of(request, named("made-forms"), pk, act)
    return found  # type: ignore[no-any-return]


def address_of(request: Any, made: MadeForm, at: str = "") -> str:
    """The form's own page, at one of its parts or questions."""
    return f"{to(request, 'made-forms-record', pk=made.pk)}{f'#{at}' if at else ''}"


def page(request: Any, template: str, made: MadeForm, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page about one form of the Board's own."""
    around = {"made": made, "address": address_of(request, made), "forms_address": to(request, "made-forms")}
    return show(request, f"making/{template}", status=status, **{**around, **context})


@needs("asks", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """A form that is made: what it asks, part by part, and which version is ready."""
    return _one(request, made_of(request, pk))


def _one(request: Any, made: MadeForm, *, trouble: str = "", status: int = 200) -> HttpResponse:
    last = made_forms.last_version(made)
    context: dict[str, Any] = {
        "parts_asked": outline(request, made),
        "lacking": making.lacking(made.sections),
        "last": last,
        "last_was_sent": last is not None and made_forms.was_sent(last),
        "differs": last is None or made_forms.differs(made, last),
        "next_version": made_forms.next_version(last),
        "may_make": allow(request.standing, Act.EDIT, made),
        "may_change": False,  # the way to it stands among the others below
        "settings_address": to(request, "made-forms-change", pk=made.pk),
        "can_preview": making.as_far_as_made(made.sections) is not None,
        "kinds": making.KINDS.items(),
        "trouble": trouble,
    }
    found = records.show(request, named("made-forms"), made, template="asks/making/one", **context)
    found.status_code = status
    return found


@needs("asks", post=Act.EDIT)
def order(request: Any, pk: UUID) -> HttpResponse:
    """Move a part or a question up or down: the button says which, and the page opens again where it went."""
    made = made_of(request, pk, Act.EDIT)
    what, _, name = str(request.POST.get("do", "")).partition(":")
    step = -1 if what.endswith("up") else 1
    by = actor_of(request)
    try:
        if what in {"part-up", "part-down"} and name.isdecimal():
            made_forms.move_part(made, number=int(name[:4]), step=step, by=by)
            at = f"part-{min(max(int(name[:4]) + step, 1), len(made.sections))}"
        elif what in {"up", "down"}:
            made_forms.move_question(made, key=name, step=step, by=by)
            at = f"question-{name}"
        else:
            raise NotFound(NO_SUCH_PAGE)
    except Refused as error:
        return _one(request, made, trouble=str(error), status=422)
    return HttpResponseRedirect(address_of(request, made, at))


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def new_part(request: Any, pk: UUID) -> HttpResponse:
    """Add a part."""
    made = made_of(request, pk, Act.EDIT)

    def keep(form: PartForm) -> None:
        made_forms.add_part(made, **form.cleaned_data, by=actor_of(request))

    return _part(request, made, keep, number=len(made.sections) + 1, is_new=True)


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def part(request: Any, pk: UUID, number: int) -> HttpResponse:
    """Change what a part says, or take it out."""
    made = made_of(request, pk, Act.EDIT)
    if not 0 < number <= len(made.sections):
        raise NotFound(NO_SUCH_PAGE)
    seen = request.POST.get("read") or None
    if request.method == "POST" and request.POST.get("do") == "out":
        return _take_out(
            request, made, lambda: made_forms.take_part_out(made, number=number, seen=seen, by=actor_of(request))
        )

    def keep(form: PartForm) -> None:
        made_forms.change_part(made, number=number, **form.cleaned_data, seen=seen, by=actor_of(request))

    return _part(request, made, keep, number=number)


def _part(
    request: Any, made: MadeForm, keep: Callable[[PartForm], None], *, number: int, is_new: bool = False
) -> HttpResponse:
    now = {} if is_new else made.sections[number - 1]
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = PartForm(data, initial={name: now.get(name, "") for name in ("title", "intro")})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                keep(form)
            except TROUBLES as error:
                status = 409 if isinstance(error, ChangedMeanwhile) else 422
                form.add_error(None, str(error))
            else:
                return HttpResponseRedirect(address_of(request, made, f"part-{number}"))
    context = {"form": form, "is_new": is_new, "read": making.seen(now), "asks": len(now.get("questions", ()))}
    return page(request, "part", made, status=status, **context)


def _take_out(request: Any, made: MadeForm, take: Callable[[], Any]) -> HttpResponse:
    """Take a part or a question out; where something depends on it, say what, on the form's own page."""
    try:
        take()
    except TROUBLES as error:
        return _one(request, made, trouble=str(error), status=422)
    messages.success(request, "It was taken out of the form. Versions that were made ready keep it.")
    return HttpResponseRedirect(address_of(request, made))


@needs("asks", get=Act.READ)
def preview(request: Any, pk: UUID, number: int) -> HttpResponse:
    """A part as an agency will see it. Nothing typed here goes anywhere."""
    made = made_of(request, pk)
    form = making.as_far_as_made(made.sections, title=made.title, purpose=made.purpose)
    if form is None or not 0 < number <= len(form.sections):
        raise NotFound(NO_SUCH_PAGE)
    section = form.sections[number - 1]
    asked = [boxes.asked(each, {}, form=form) for each in section.questions]
    context: dict[str, Any] = {
        "section": section,
        "questions": asked,
        "number": number,
        "every": [
            (place, each.title, to(request, "made-forms-preview", pk=pk, number=place))
            for place, each in enumerate(form.sections, start=1)
        ],
    }
    return page(request, "preview", made, **context)


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def ready(request: Any, pk: UUID) -> HttpResponse:
    """Make the form as it stands a version that agencies can be asked with."""
    made = made_of(request, pk, Act.EDIT)
    trouble = ""
    if request.method == "POST":
        try:
            done = made_forms.make_ready(made, by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            trouble = str(error)
        else:
            messages.success(request, f"Version {done.version} is ready. An ask can be prepared with it.")
            return HttpResponseRedirect(address_of(request, made))
    last = made_forms.last_version(made)
    context = {
        "trouble": trouble,
        "lacking": making.lacking(made.sections),
        "version": made_forms.next_version(last),
        "takes_the_place": last is not None and not made_forms.was_sent(last),
        "last": last,
    }
    return page(request, "ready", made, status=409 if trouble else 200, **context)
