"""What the Board does with forms of its own: begin one, put questions in it, and make a version ready to be asked with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from goldenthread.asks import library, making, operations, steps
from goldenthread.asks.asking import forms_of
from goldenthread.asks.definitions import Form
from goldenthread.asks.making_models import MadeForm
from goldenthread.asks.models import FormVersion
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPossibleNow
from goldenthread.trail import operations as trail

Change = Callable[[list[making.Part]], list[making.Part]]
SETTINGS = ("title", "purpose", "allows_nil", "is_by_theme", "counts_days", "basis_in_law", "signed_off_as")
"""What a form says beside its parts, under the names a definition has for it."""
CHANGED = (
    "This was changed in another window or by somebody else since you opened it. What you wrote is still here: look at the "
    "form in another window, then save again to keep yours."
)


class ChangedMeanwhile(NotPossibleNow):
    """Somebody changed the same question or part since the page was opened."""


@transaction.atomic
def begin(made: MadeForm, *, source: Form | None = None, by: Actor) -> MadeForm:
    """Begin a form: empty, or with the parts of another, which it takes nothing else from than its settings.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
    """
    if source is not None and not made.sections:
        made.sections = making.parts_of(source)
        made.begun_from = f"{source.title}, version {source.version}"[:220]
        for name in SETTINGS[2:]:
            setattr(made, name, getattr(source, name))
    return trail.add(made, by=by)


@transaction.atomic
def _keep(made: MadeForm, change: Change, *, verb: str, told: Mapping[str, Any], by: Actor) -> MadeForm:
    now = _locked(made)
    require(by, Act.EDIT, now)
    now.sections = change(now.sections)
    now.save(update_fields=["sections"])
    trail.record(verb, now, by=by, after=told)
    return now


def _locked(made: MadeForm) -> MadeForm:
    found = MadeForm.objects.select_for_update(of=("self",)).select_related("board").filter(pk=made.pk).first()
    if found is None:
        raise NotFound("This form is not here any more. Somebody took it away.")
    return found


def _as_seen(one: Mapping[str, Any], seen: str | None) -> None:
    if seen is not None and making.seen(one) != seen:
        raise ChangedMeanwhile(CHANGED)


def add_part(made: MadeForm, *, title: str, intro: str = "", by: Actor) -> MadeForm:
    """Put a part at the end of a form.

    Raises:
        NotPermitted: they may not set out asks for the Board.
    """
    return _keep(
        made, lambda parts: making.with_part(parts, title, intro), verb="add a part", told={"part": title}, by=by
    )


def change_part(
    made: MadeForm, *, number: int, title: str, intro: str = "", seen: str | None = None, by: Actor
) -> MadeForm:
    """Change a part's title and the words above its questions.

    Raises:
        NotPermitted: they may not set out asks for the Board.
        NotFound: the part is not there any more.
        ChangedMeanwhile: it is not as it was read.
    """

    def change(parts: list[making.Part]) -> list[making.Part]:
        made = making.with_changed_part(parts, number, title, intro)
        _as_seen(parts[number - 1], seen)
        return made

    return _keep(made, change, verb="change a part", told={"part": title}, by=by)


def take_part_out(made: MadeForm, *, number: int, seen: str | None = None, by: Actor) -> MadeForm:
    """Take a part out, with its questions.

    Raises:
        NotPermitted: they may not set out asks for the Board.
        NotFound, ChangedMeanwhile: it is not there, or not as it was read.
        Refused: a question of another part depends on one in it.
    """
    told: dict[str, Any] = {}

    def change(parts: list[making.Part]) -> list[making.Part]:
        made = making.without_part(parts, number)
        _as_seen(parts[number - 1], seen)
        told["part"] = parts[number - 1]["title"]
        return made

    return _keep(made, change, verb="take a part out", told=told, by=by)


def move_part(made: MadeForm, *, number: int, step: int, by: Actor) -> MadeForm:
    """Put a part one place earlier (-1) or later (1).

    Raises:
        NotPermitted: they may not set out asks for the Board.
        NotFound: the part is not there any more.
        Refused: a question would come before one it depends on.
    """
    told = {"part number": number, "step": step}
    return _keep(made, lambda parts: making.with_moved_part(parts, number, step), verb="move a part", told=told, by=by)


def add_question(made: MadeForm, one: making.Question, *, where: int | str, by: Actor) -> MadeForm:
    """Put a question at the end of a part (its number) or of a list (the name of the question that repeats).

    Raises:
        NotPermitted: they may not set out asks for the Board.
        NotFound: the part or the list is not there any more.
        Refused: nobody could answer it so; the text says why.
    """
    told = {"question": one["words"]}
    return _keep(made, lambda parts: making.with_question(parts, where, one), verb="add a question", told=told, by=by)


def change_question(made: MadeForm, one: making.Question, *, key: str, seen: str | None = None, by: Actor) -> MadeForm:
    """Change a question. Its short name stays.

    Raises:
        NotPermitted: they may not set out asks for the Board.
        NotFound, ChangedMeanwhile: it is not there, or not as it was read.
        Refused: nobody could answer it so, or another question depends on how it was.
    """

    def change(parts: list[making.Part]) -> list[making.Part]:
        _as_seen(making.question(parts, key), seen)
        return making.with_changed_question(parts, key, one)

    return _keep(made, change, verb="change a question", told={"question": one["words"]}, by=by)


def take_question_out(made: MadeForm, *, key: str, by: Actor) -> MadeForm:
    """Take a question out.

    Raises:
        NotPermitted: they may not set out asks for the Board.
        NotFound: it is not there any more.
        Refused: another question depends on it.
    """
    told: dict[str, Any] = {}

    def change(parts: list[making.Part]) -> list[making.Part]:
        told["question"] = making.question(parts, key)["words"]
        return making.without_question(parts, key)

    return _keep(made, change, verb="take a question out", told=told, by=by)


def move_question(made: MadeForm, *, key: str, step: int, by: Actor) -> MadeForm:
    """Put a question one place earlier (-1) or later (1).

    Raises:
        NotPermitted: they may not set out asks for the Board.
        NotFound: it is not there any more.
        Refused: it, or another, would come before one it depends on.
    """
    told = {"question": key, "step": step}
    return _keep(
        made, lambda parts: making.with_moved_question(parts, key, step), verb="move a question", told=told, by=by
    )


@transaction.atomic
def make_ready(made: MadeForm, *, by: Actor) -> FormVersion:
    """Make the form as it stands a version that agencies can be asked with.

    Where no ask was sent with the last version, it takes its place; once one was, this is the next.

    Raises:
        NotPermitted: they may not set out asks for the Board.
        NotPossibleNow: something is missing, nothing changed since the last version, or the form was retired.
    """
    now = _locked(made)
    require(by, Act.EDIT, now)
    missing = making.lacking(now.sections)
    if missing:
        raise NotPossibleNow(" ".join(missing))
    kept = _last(now, lock=True)
    if kept is not None and kept.is_retired:
        raise NotPossibleNow(
            f"“{kept.title}” was retired by {kept.retired_by}: {kept.retired_why} Begin another from it."
        )
    if kept is not None and not differs(now, kept):
        raise NotPossibleNow(f"Nothing was changed since version {kept.version} was made ready.")
    version = next_version(kept)
    ready = operations.keep_form(board=now.board, form=form_of(now, version), by=by)
    title = named(now)
    if ready.title != title:
        ready.title = title
        ready.save(update_fields=["title"])
    now.ready_version = version
    now.save(update_fields=["ready_version"])
    trail.record("make a form ready", now, by=by, after={"version": version})
    return ready


def named(made: MadeForm) -> str:
    """What its versions are called where no theme is chosen."""
    return made.title.replace(": {theme}", "").replace("{theme}", "a theme")[:200]


def form_of(made: MadeForm, version: int) -> Form:
    """The form as it stands, as one version."""
    said = {name: getattr(made, name) for name in SETTINGS}
    return library.from_data({"slug": made.slug, "version": version, **said, "sections": made.sections})


def last_version(made: MadeForm) -> FormVersion | None:
    """The version of it that was made ready last."""
    return _last(made)


def _last(made: MadeForm, *, lock: bool = False) -> FormVersion | None:
    every = FormVersion.objects.filter(board=made.board_id, slug=made.slug).order_by("-version")
    return (every.select_for_update() if lock else every).first()


def was_sent(kept: FormVersion) -> bool:
    """Whether an ask with this version left the Board: then it never changes."""
    return kept.asks.exclude(state=steps.AskState.DRAFTED).exists()


def next_version(kept: FormVersion | None) -> int:
    """The number the form would get if it were made ready now."""
    return 1 if kept is None else kept.version + was_sent(kept)


def differs(made: MadeForm, kept: FormVersion) -> bool:
    """Whether the form says anything other than this version does."""
    return bool(making.lacking(made.sections)) or library.to_data(form_of(made, kept.version)) != kept.data


def to_begin_from(board_id: Any) -> dict[str, Form]:
    """The forms a Board can begin one of its own from, by slug."""
    return forms_of(board_id)
