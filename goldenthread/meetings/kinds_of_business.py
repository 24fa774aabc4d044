"""What meetings decide, challenge and look into, as pages."""

from __future__ import annotations

from typing import Any

from goldenthread.boards.offered import agencies, groups, themes
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.days import as_known
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.core.late import days_late, in_days, late
from goldenthread.core.shapes import Status
from goldenthread.meetings import challenging, forms, operations
from goldenthread.meetings.models import (
    Challenge,
    ChallengeReply,
    Decision,
    GroupPaper,
    KeyDocument,
    Meeting,
    ScrutinyActivity,
)
from goldenthread.meetings.steps import State


def stands(one: Meeting) -> Status:
    if one.is_cancelled:
        return Status("ring", "Cancelled")
    return Status("good", "Held") if one.held_on <= clock.today() else Status("info", "Planned")


def challenge_state(one: Challenge) -> Status:
    """How a challenge stands; late once its day has passed without an answer. Without a day, how long ago it was asked."""
    if one.state == State.CLOSED:
        return Status("good" if one.outcome in {"assured", "changed_plan"} else "part", one.get_outcome_display())
    if one.state == State.ANSWERED:
        return Status("part", State.ANSWERED.words)
    today = clock.today()
    is_late = late(one.due_on, today)
    if is_late is not None:
        return is_late
    asked = days_late(one.raised_on, today)
    if one.due_on is None and asked:
        return Status("ring", f"{State.OPEN.words}, asked {in_days(asked)} ago")
    return Status("ring", State.OPEN.words)


def given_to(one: Decision) -> str:
    """The group that was to do it, as it was called on the day, and as it is called now where that is another name."""
    if one.delegated_to is None:
        return ""
    then, now = one.delegated_to.name_on(one.decided_on), one.delegated_to.name_on(clock.today())
    return then if then == now else f"{then} (now {now})"


def reports_back(one: Decision) -> Status | str:
    """Whether a decision was reported back on; until when it is to be, or how late that is."""
    if one.reported_back_on is not None:
        return Status("good", f"Done on {as_known(one.reported_back_on, 'day')}")
    if one.report_back_on is None:
        return "Not asked for"
    return late(one.report_back_on, clock.today()) or Status("ring", f"By {as_known(one.report_back_on, 'day')}")


def put_to(one: Challenge) -> str:
    """To whom a challenge was put; read from what the list fetched."""
    names = [each.agency.name for each in one.replies.all()]
    return ", ".join([*names, *([one.to_board] if one.to_board else [])])


def reply_state(one: ChallengeReply) -> Status:
    if one.replied_on:
        return Status("good", "Answered")
    return (
        challenge_state(one.challenge)
        if one.challenge.state == State.OPEN
        else Status("ring", "No answer is written down")
    )


def signed(one: KeyDocument) -> Status:
    """How many have signed; read from what the list fetched."""
    every = list(one.sign_offs.all())
    done = sum(each.signed_on is not None for each in every)
    if every and done == len(every):
        return Status("good", "All have signed")
    return Status("part" if done else "ring", f"{done} of {len(every)} signed")


def _raise(form: RecordForm, given: Any, by: Actor) -> Any:
    assert isinstance(form, forms.NewChallengeForm)  # noqa: S101  (this kind's own form)
    return challenging.raise_challenge(given, to=form.chosen("to"), by=by)


def _decide(form: RecordForm, given: Any, by: Actor) -> Any:
    against = form.cleaned_data.get("against")
    return operations.decide(given, dissents={against: form.cleaned_data["against_words"]} if against else {}, by=by)


def _list_document(form: RecordForm, given: Any, by: Actor) -> Any:
    assert isinstance(form, forms.KeyDocumentForm)  # noqa: S101  (the same)
    return operations.list_key_document(given, signers=form.chosen("signers"), by=by)


kind(
    Kind(
        model=Decision,
        slug="decisions",
        one="decision",
        many="decisions",
        intro="What meetings decided, who did not agree, and which group carries it out.",
        columns=(
            Column("What was decided", lambda one: one.text),
            Column("Number", lambda one: one.number, sort="number", is_number=True),
            Column("Meeting", lambda one: one.meeting.name),
            Column("Decided on", lambda one: one.decided_on, sort="decided_on"),
            Column("Given to", given_to),
            Column("Report back", reports_back, sort="report_back_on"),
        ),
        rows=(
            Row("Meeting", lambda one: one.meeting),
            Row("Number", lambda one: one.number),
            Row("Decided on", lambda one: one.decided_on),
            Row("Proposed by", lambda one: one.proposed_by),
            Row("Did not agree", lambda one: "\n\n".join(f"{d.agency}: {d.words}" for d in one.dissents.all()),
                is_long=True),
            Row("Theme", lambda one: one.theme),
            Row("Priority", lambda one: one.priority),
            Row("Given to", given_to),
            Row("Carries out", lambda one: one.follows.text if one.follows else ""),
            Row("Reports back by", lambda one: one.report_back_on),
            Row("Report back", reports_back),
            Row("Reported back on", lambda one: one.reported_back_on),
            Row("What was reported back", lambda one: one.reported_back, is_long=True),
        ),
        empty="Write down what a meeting decides on its own page.",
        form=forms.NewDecisionForm,
        changing_form=forms.ChangedDecisionForm,
        new_words="Write down a decision",
        begun=lambda _: {},
        search=("text", "priority"),
        filters=(
            Filter("theme", "Theme", "theme", themes),
        ),
        with_them=("meeting__group", "delegated_to", "follows__meeting__group"),
        before=("meeting__group__names", "delegated_to__names"),
        parts=(Part("decisions", "follows", "Decisions that carry it out"),),
        adds=_decide,
    )
)  # fmt: skip
kind(
    Kind(
        model=Challenge,
        slug="challenges",
        one="challenge",
        many="challenges",
        intro="What members, the chair and other boards were asked, what they answered, and what changed.",
        columns=(
            Column("Challenge", lambda one: one.title, sort="title"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("Raised by", lambda one: one.who),
            Column("Put to", put_to),
            Column("Raised on", lambda one: one.raised_on, sort="raised_on"),
            Column("Reply by", lambda one: one.due_on, sort="due_on"),
            Column("Stands", challenge_state, sort="state"),
        ),
        rows=(Row("What is asked", lambda one: one.question, is_long=True), Row("Stands", challenge_state)),
        empty="When a member or the chair asks another to answer for something, write it down here.",
        form=forms.NewChallengeForm,
        changing_form=forms.ChallengeForm,
        new_words="Raise a challenge",
        search=("title", "question", "reference", "what_changed"),
        filters=(
            Filter("kind", "What it is", "kind", lambda _: Challenge.Kind.choices),
            Filter("state", "Stands", "state", lambda _: [(one.value, one.words) for one in State]),
            Filter("theme", "Theme", "theme", themes),
        ),
        with_them=("raised_by",),
        before=("replies__agency",),
        adds=_raise,
        has_own_page=True,
    )
)
kind(
    Kind(
        model=ChallengeReply,
        slug="challenge-replies",
        one="reply",
        many="replies to challenges",
        intro="What each agency was asked, and what it answered.",
        columns=(
            Column("Challenge", lambda one: one.challenge.title, sort="challenge__title"),
            Column("Agency", lambda one: one.agency.name, sort="agency__name"),
            Column("Asked on", lambda one: one.challenge.raised_on, sort="challenge__raised_on"),
            Column("Reply by", lambda one: one.challenge.due_on, sort="challenge__due_on"),
            Column("Answered on", lambda one: one.replied_on, sort="replied_on"),
            Column("Stands", reply_state),
        ),
        rows=(Row("Reply", lambda one: one.text, is_long=True),),
        empty="Nothing was asked of an agency yet.",
        filters=(Filter("agency", "Agency", "agency", agencies),),
        search=("challenge__title", "agency__name", "text"),
        with_them=("challenge", "agency"),
        order_by=("-challenge__raised_on", "agency__order"),
        has_own_page=True,
    )
)
kind(
    Kind(
        model=ScrutinyActivity,
        slug="scrutiny",
        one="piece of scrutiny",
        many="pieces of scrutiny",
        heading="The chair’s scrutiny",
        intro="What the independent chair looks into, how, and what the chair concludes.",
        columns=(
            Column("Question", lambda one: one.question, sort="question"),
            Column("To be done by", lambda one: one.due_on, sort="due_on"),
            Column("Done on", lambda one: one.done_on, sort="done_on"),
            Column("Theme", lambda one: one.theme.name if one.theme else "", sort="theme__name"),
        ),
        rows=(
            Row("How", lambda one: one.method, is_long=True),
            Row("Theme", lambda one: one.theme),
            Row("To be done by", lambda one: one.due_on),
            Row("What the chair saw", lambda one: one.evidence, is_long=True),
            Row("Judgement", lambda one: one.judgement, is_long=True),
            Row("Recommendations", lambda one: one.recommendations, is_long=True),
            Row("What was answered", lambda one: one.response, is_long=True),
            Row("Done on", lambda one: one.done_on),
        ),
        empty="Write down what the chair will look into this year, and by when.",
        form=forms.ScrutinyForm,
        new_words="Add a piece of scrutiny",
        search=("question", "judgement", "recommendations"),
        filters=(Filter("theme", "Theme", "theme", themes),),
        with_them=("theme",),
    )
)
kind(
    Kind(
        model=KeyDocument,
        slug="key-documents",
        one="key document",
        many="key documents",
        intro="What the statutory partners sign off together, and who has not signed yet.",
        columns=(
            Column("Document", lambda one: one.title, sort="title"),
            Column("Version", lambda one: one.version, sort="version"),
            Column("What it is", lambda one: one.get_kind_display(), sort="kind"),
            Column("To be signed off by", lambda one: one.due_on, sort="due_on"),
            Column("Stands", signed),
        ),
        rows=(Row("Version", lambda one: one.version), Row("What it is", lambda one: one.get_kind_display())),
        empty="List the arrangements, the scrutiny plan, the budget, the annual report and the threshold document here.",
        form=forms.KeyDocumentForm,
        changing_form=forms.ChangedKeyDocumentForm,
        filters=(Filter("kind", "What it is", "kind", lambda _: KeyDocument.Kind.choices),),
        new_words="List a document",
        search=("title",),
        before=("sign_offs",),
        adds=_list_document,
        has_own_page=True,
    )
)
kind(
    Kind(
        model=GroupPaper,
        slug="group-papers",
        one="paper of a group",
        many="papers of groups",
        intro="What was sent to a group between its meetings, such as a pack of data and the version of the data in it.",
        columns=(
            Column("Paper", lambda one: one.title, sort="title"),
            Column("Group", lambda one: one.group.name_on(one.issued_on)),
            Column("Sent on", lambda one: one.issued_on, sort="issued_on"),
            Column("Seal of its data", lambda one: one.data_version),
        ),
        rows=(
            Row("Group", lambda one: one.group),
            Row("Sent on", lambda one: one.issued_on),
            Row("What it says", lambda one: one.text, is_long=True),
            Row("Seal of its data", lambda one: one.data_version),
        ),
        empty="Keep here what a group is sent outside its meetings.",
        form=forms.GroupPaperForm,
        new_words="Add a paper",
        begun=lambda _: {},
        search=("title", "text"),
        filters=(Filter("group", "Group", "group", groups),),
        with_them=("group",),
        order_by=("-issued_on",),
        before=("group__names",),
    )
)
