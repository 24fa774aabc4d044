"""What the Board does with asks: prepare, send, close, ask again, and retire what is not worth its burden."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from goldenthread.asks import known, library, queries, steps, telling
from goldenthread.asks.definitions import Form
from goldenthread.asks.models import Answer, Ask, FormVersion, Recipient
from goldenthread.boards.models import Agency, Board
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.trail import operations as trail


@transaction.atomic
def keep_form(*, board: Board, form: Form, by: Actor) -> FormVersion:
    """The Board's own copy of a form at its version: the one it has, or a new one.

    Raises:
        NotPermitted: they may not prepare asks.
        NotPossibleNow: the Board asked with other words under the same version, or retired the form.
    """
    data = library.to_data(form)
    kept = FormVersion.objects.filter(board=board, slug=form.slug, version=form.version).first()
    if kept is None:
        title = form.title.replace(": {theme}", "").replace("{theme}", "a theme")[:200]
        made = FormVersion(board=board, slug=form.slug, version=form.version, title=title, data=data)
        require(by, Act.CREATE, made)
        made.save(force_insert=True)
        trail.record("keep a form", made, by=by, after={"form": form.slug, "version": form.version})
        return made
    if kept.data != data and kept.asks.exclude(state=steps.AskState.DRAFTED).exists():
        raise NotPossibleNow(
            f"Agencies were asked with other words as version {form.version} of “{kept.title}”. Give the form a new version."
        )
    if kept.is_retired:
        raise NotPossibleNow(f"“{kept.title}” was retired by {kept.retired_by}: {kept.retired_why}")
    if kept.data != data:
        require(by, Act.EDIT, kept)
        kept.data = data
        kept.save(update_fields=["data"])
        trail.record("change a form", kept, by=by, after={"form": form.slug, "version": form.version})
    return kept


@transaction.atomic
def begin(ask: Ask, *, agencies: Iterable[Agency], by: Actor) -> Ask:
    """Prepare an ask, for these agencies. They see nothing of it until it is sent.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
        NotPossibleNow: its form is retired.
    """
    if ask.form_version.is_retired:
        raise NotPossibleNow(f"“{ask.form_version.title}” was retired: {ask.form_version.retired_why}")
    is_new = not Ask.objects.filter(pk=ask.pk).exists()
    made = trail.add(ask, by=by)
    if is_new:
        choose_agencies(made, agencies=agencies, by=by)
    return made


@transaction.atomic
def choose_agencies(ask: Ask, *, agencies: Iterable[Agency], by: Actor) -> Ask:
    """Say who is asked. An ask that was sent can go to more agencies; one that was asked stays, and can be exempted.

    Raises:
        NotPermitted: they may not change asks.
        NotPossibleNow: the ask is closed, or an agency would be taken off after it was asked.
        Refused: an agency is of another Board, or left this one.
    """
    ask = _locked(ask)
    require(by, Act.EDIT, ask)
    if ask.stands is steps.AskState.CLOSED:
        raise NotPossibleNow("This ask is closed. Open it again before you ask another agency.")
    wanted = {one.pk: one for one in agencies}
    asked = {one.agency_id: one for one in ask.recipients.select_related("agency")}
    fewer = [one for key, one in asked.items() if key not in wanted]
    more = [one for key, one in wanted.items() if key not in asked]
    if fewer and ask.stands is steps.AskState.SENT:
        raise NotPossibleNow(f"{_listed(one.agency for one in fewer)} was asked already. Say why it need not answer.")
    _fit(ask, more)
    for one in fewer:
        one.delete()
    for agency in more:
        recipient = Recipient.objects.create(ask=ask, agency=agency)
        if ask.stands is steps.AskState.SENT:
            _open_answer(recipient, ask, by=by)
    if fewer or more:
        after = {"more": [one.name for one in more], "fewer": [one.agency.name for one in fewer]}
        trail.record("choose who is asked", ask, by=by, after=after)
    return ask


@transaction.atomic
def send(ask: Ask, *, by: Actor) -> Ask:
    """Send an ask: each agency gets an answer to fill in, begun with what is known already.

    Raises:
        NotPermitted: they may not send asks.
        NotPossibleNow: it was sent already; nobody is asked; an agency left; it is due before today; it has no theme.
    """
    ask = _locked(ask)
    require(by, steps.SEND.act, ask)
    if ask.sent_at is not None and ask.stands is steps.AskState.SENT:
        raise NotPossibleNow(f"{ask.sent_by} sent this ask already, on {said(ask.sent_at.date())}.")
    steps.check_ask(steps.SEND, ask.stands)
    chosen = list(ask.recipients.select_related("agency").order_by("agency__order", "agency__name"))
    _ready_to_send(ask, [one.agency for one in chosen])
    ask.state, ask.sent_at, ask.sent_by = steps.SEND.target.value, clock.now(), by.name[:200]
    ask.save(update_fields=["state", "sent_at", "sent_by"])
    for recipient in chosen:
        _open_answer(recipient, ask, by=by)
    after = {"state": ask.state, "agencies": [one.agency.name for one in chosen], "due_on": ask.due_on}
    trail.record(steps.SEND.verb, ask, by=by, before={"state": steps.SEND.source}, after=after)
    return ask


def _ready_to_send(ask: Ask, agencies: list[Agency]) -> None:
    if not agencies:
        raise NotPossibleNow("Choose the agencies you ask, then send it.")
    if ask.due_on < clock.today():
        raise NotPossibleNow(
            f"It is due on {said(ask.due_on)}, before today. Choose a day from today on, then send it."
        )
    if ask.form_version.form.is_by_theme and ask.theme is None:
        raise NotPossibleNow("This form asks about one theme. Choose the theme, then send it.")
    if ask.form_version.form.counts_days and not (ask.covers_from and ask.covers_to):
        raise NotPossibleNow("Agencies count the days this ask is about. Say the first and the last day, then send it.")
    if ask.form_version.form.names_numbers and not ask.numbers.strip():
        raise NotPossibleNow("This form asks for numbers that you name. Name them, one a line, then send it.")
    if ask.form_version.is_retired:
        raise NotPossibleNow(f"“{ask.form_version.title}” was retired: {ask.form_version.retired_why}")
    _fit(ask, agencies)


def _fit(ask: Ask, agencies: Iterable[Agency]) -> None:
    for agency in agencies:
        if agency.board_id != ask.board_id:
            raise Refused("Choose agencies of this Board.")
        left = queries.left_on(agency)
        if left is not None:
            raise Refused(
                f"{agency} left the Board on {said(left)}, so it cannot be asked. Take it off, or give it a seat again."
            )


def _open_answer(recipient: Recipient, ask: Ask, *, by: Actor) -> Answer:
    answer = Answer(recipient=recipient, is_synthetic=ask.is_synthetic)
    recipient.ask = ask
    answer.data, answer.prefilled = known.begin(answer)
    answer.save(force_insert=True)
    after = {"agency": recipient.agency.name, "due_on": recipient.due_on}
    trail.record("ask an agency", answer, by=by, after=after)
    telling.was_asked(answer)
    return answer


@transaction.atomic
def close(ask: Ask, *, by: Actor) -> Ask:
    """Close an ask: nobody can hand in any more. What did not come stays late.

    Raises:
        NotPermitted: they may not change asks.
        NotPossibleNow: it is not one that was sent.
    """
    ask = _locked(ask)
    require(by, steps.CLOSE.act, ask)
    steps.check_ask(steps.CLOSE, ask.stands)
    ask.state, ask.closed_at, ask.closed_by = steps.CLOSE.target.value, clock.now(), by.name[:200]
    ask.save(update_fields=["state", "closed_at", "closed_by"])
    trail.record(steps.CLOSE.verb, ask, by=by, before={"state": steps.CLOSE.source}, after={"state": ask.state})
    return ask


@transaction.atomic
def reopen(ask: Ask, *, by: Actor) -> Ask:
    """Open a closed ask again.

    Raises:
        NotPermitted: they may not change asks.
        NotPossibleNow: it is not closed.
    """
    ask = _locked(ask)
    require(by, steps.REOPEN.act, ask)
    steps.check_ask(steps.REOPEN, ask.stands)
    ask.state, ask.closed_at, ask.closed_by = steps.REOPEN.target.value, None, ""
    ask.save(update_fields=["state", "closed_at", "closed_by"])
    trail.record(steps.REOPEN.verb, ask, by=by, before={"state": steps.REOPEN.source}, after={"state": ask.state})
    return ask


@transaction.atomic
def next_round(ask: Ask, *, by: Actor) -> Ask:
    """Prepare the next round of an ask that repeats: the same words, later days, and the agencies that are still members.

    Raises:
        NotPermitted: they may not prepare asks.
        NotPossibleNow: it does not repeat, was not sent, or its next round is there.
    """
    ask = _locked(ask)
    if not ask.repeats_after_months:
        raise NotPossibleNow("This ask does not repeat. Prepare a new one.")
    if ask.stands is steps.AskState.DRAFTED:
        raise NotPossibleNow("Send this ask first. Its next round can be prepared after that.")
    following = _following(ask)
    require(by, Act.CREATE, following)
    try:
        with transaction.atomic():
            following.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossibleNow("The next round is prepared already. Open it from the list.") from error
    kept = [one.agency for one in ask.recipients.select_related("agency") if queries.left_on(one.agency) is None]
    Recipient.objects.bulk_create(Recipient(ask=following, agency=agency) for agency in kept)
    trail.record("prepare the next round", following, by=by, after={"follows": str(ask.pk), "due_on": following.due_on})
    return following


def _following(ask: Ask) -> Ask:
    months = ask.repeats_after_months or 0
    due_on = _later(ask.due_on, months)
    copied: dict[str, Any] = {
        name: getattr(ask, name)
        for name in (
            "board",
            "form_version",
            "title",
            "purpose",
            "numbers",
            "theme",
            "issue",
            "times_a_year",
            "repeats_after_months",
            "escalate_after_days",
            "is_synthetic",
        )
    }
    year = ask.year
    for _ in range((Period.containing(due_on).starts_in) - Period.containing(ask.due_on).starts_in):
        year = year.next()
    return Ask(
        **copied,
        period=year.label,
        covers_from=_later(ask.covers_from, months) if ask.covers_from else None,
        covers_to=_later(ask.covers_to, months) if ask.covers_to else None,
        due_on=due_on,
        follows=ask,
    )


def _later(day: date, months: int) -> date:
    """So many months later; the last day of a month leads to the last day of a month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


@transaction.atomic
def retire(form_version: FormVersion, *, why: str, by: Actor) -> FormVersion:
    """Stop asking with a form, in every version, and say why: it asked more than it told. What was answered stays.

    Raises:
        NotPermitted: they may not change asks.
        Refused: no reason was given.
        NotPossibleNow: it is retired already.
    """
    if not why.strip():
        raise Refused("Say why the Board stops asking this.")
    require(by, Act.EDIT, form_version)
    every = FormVersion.objects.select_for_update().filter(board=form_version.board_id, slug=form_version.slug)
    for one in every:
        if one.pk == form_version.pk and one.is_retired:
            raise NotPossibleNow(f"{one.retired_by} retired this form already: {one.retired_why}")
        one.retired_at, one.retired_by, one.retired_why = clock.now(), by.name[:200], why.strip()
        one.save(update_fields=["retired_at", "retired_by", "retired_why"])
        trail.record("retire a form", one, by=by, after={"form": one.slug, "version": one.version}, why=why)
    form_version.refresh_from_db()
    return form_version


def _locked(ask: Ask) -> Ask:
    """The ask, and the form it asks with: neither changes while this is done."""
    locked = Ask.objects.select_for_update(of=("self", "form_version"))
    return locked.select_related("board", "form_version", "theme").get(pk=ask.pk)


def _listed(agencies: Iterable[Agency]) -> str:
    return ", ".join(one.name for one in agencies)
