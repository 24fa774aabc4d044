"""The work of a review as pages: where it came from, its terms, reviewers, meetings, other processes and delays."""

from __future__ import annotations

from typing import Any

from goldenthread.cases.models import CasePerson, Sort
from goldenthread.core.access.acts import Act
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Pounds, Status
from goldenthread.reviews import models, running_forms, running_operations
from goldenthread.reviews.running_models import Because

OF_A_REVIEW = (str(Sort.REVIEW),)


def names(agencies: Any) -> str:
    """Agencies in a line; what was fetched before, without a query."""
    return ", ".join(one.name for one in agencies.all())


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else ""


kind(
    Kind(
        model=models.FromReferral,
        slug="review-referrals",
        one="referral",
        many="referrals",
        heading="Referrals it comes from",
        intro="A review may come of one referral or several. Whoever stands aside from a referral stands aside from the review.",
        columns=(
            Column("Referral", lambda one: one.referral.reference, sort="referral__reference"),
            Column("Received", lambda one: one.referral.received_on, sort="referral__received_on"),
            Column("How they belong together", lambda one: one.note),
        ),
        rows=(
            Row("Received", lambda one: one.referral.received_on),
            Row("Decision", lambda one: one.referral.get_decision_display()),
            Row("How they belong together", lambda one: one.note),
        ),
        empty="Say which referral the review comes from: its adults are then carried over. A review can also begin by itself.",
        form=running_forms.FromReferralForm,
        new_words="Say which referral it comes from",
        search=("referral__reference", "note"),
        filters=(Filter("decision", "Decision", "referral__decision", lambda _: models.Referral.Decision.choices),),
        with_them=("referral",),
        adds=running_operations.come_from,
        is_never_changed=True,
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.TermsOfReference,
        slug="terms-of-reference",
        one="version of the terms of reference",
        many="terms of reference",
        intro="What the review is to find out. Agreed terms are kept as they are; new terms are the next version.",
        columns=(
            Column("Version", lambda one: f"Version {one.version}", sort="version"),
            Column("Agreed", lambda one: one.agreed_on, sort="agreed_on"),
            Column("Agreed by", lambda one: one.agreed_by),
            Column("How it is done", lambda one: one.method),
        ),
        rows=(
            Row("What the review is for", lambda one: one.purpose, is_long=True),
            Row("It looks at the time from", lambda one: one.scope_from),
            Row("Up to and with", lambda one: one.scope_to),
            Row("Key lines of enquiry", lambda one: one.lines, is_long=True),
            Row("What it leaves out", lambda one: one.exclusions, is_long=True),
            Row("Equality", lambda one: one.equality, is_long=True),
            Row("How it is done", lambda one: one.method),
            Row("Why this method fits", lambda one: one.method_why, is_long=True),
            Row("Agreed", lambda one: one.agreed_on),
            Row("Agreed by", lambda one: one.agreed_by),
            Row("Shared with the family", lambda one: one.shared_on),
            Row("What changed since the version before", lambda one: one.what_changed, is_long=True),
        ),
        empty="Agree what the review is to find out, with the panel and the family, and add it here.",
        form=running_forms.TermsForm,
        new_words="Add a version",
        search=("purpose", "lines", "method"),
        adds=running_operations.add_version,
        is_never_changed=True,
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.PersonOutcome,
        slug="review-outcomes",
        one="outcome for a person",
        many="outcomes",
        heading="Outcomes for each person",
        intro="What the review found for each of the people it is about, and what is done for somebody who still lives.",
        columns=(
            Column("Person", lambda one: one.person.pseudonym, sort="person__pseudonym"),
            Column("Alive or died", lambda one: one.person.get_alive_display(), sort="person__alive"),
            Column("Next assurance", lambda one: one.next_on, sort="next_on"),
        ),
        rows=(
            Row("What the review found", lambda one: one.outcome, is_long=True),
            Row("What is done for them now", lambda one: one.done_for_them, is_long=True),
            Row("The Board was last assured", lambda one: one.assured_on),
            Row("Next assurance", lambda one: one.next_on),
        ),
        empty="Add one for each person the review is about, once it has found something.",
        form=running_forms.PersonOutcomeForm,
        new_words="Add an outcome",
        search=("person__pseudonym", "outcome"),
        filters=(Filter("alive", "Alive or died", "person__alive", lambda _: CasePerson.Alive.choices),),
        with_them=("person",),
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.AppointedReviewer,
        slug="appointed-reviewers",
        one="reviewer",
        many="reviewers",
        intro="Who leads or writes the review, that they are independent of the agencies, and on what terms.",
        columns=(
            Column("Reviewer", lambda one: one.name, sort="name"),
            Column("Declared independent", lambda one: one.declared_on, sort="declared_on"),
            Column("Contract up to", lambda one: one.to_on, sort="to_on"),
            Column("Fee", lambda one: None if one.fee_pence is None else Pounds(one.fee_pence), is_number=True),
        ),
        rows=(
            Row("Works for", lambda one: one.organisation),
            Row("How they were chosen", lambda one: one.chosen, is_long=True),
            Row("Declared that they are independent", lambda one: one.declared_on),
            Row("What they declared", lambda one: one.interests, is_long=True),
            Row("Fee", lambda one: None if one.fee_pence is None else Pounds(one.fee_pence)),
            Row("Days in the contract", lambda one: one.days),
            Row("Contract from", lambda one: one.from_on),
            Row("Contract up to", lambda one: one.to_on),
        ),
        empty="Add the reviewer once they are chosen. The work begins when they have declared that they are independent.",
        form=running_forms.ReviewerForm,
        new_words="Add a reviewer",
        search=("name", "organisation"),
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.PanelMeeting,
        slug="review-meetings",
        one="meeting of the panel",
        many="meetings",
        heading="Meetings of the panel",
        intro="When the panel met, which agencies came, and whether they were enough to decide.",
        columns=(
            Column("Meeting", str, sort="held_on"),
            Column("Who came", lambda one: names(one.came)),
            Column(
                "Enough to decide",
                lambda one: Status("good", "Yes") if one.is_quorate else Status("ring", "No"),
                sort="is_quorate",
            ),
        ),
        rows=(
            Row("Agencies that came", lambda one: names(one.came)),
            Row("Agencies that sent apologies", lambda one: names(one.sent_apologies)),
            Row("Enough came for it to decide", lambda one: "Yes" if one.is_quorate else "No"),
            Row("Who else came", lambda one: one.others),
            Row("What was decided", lambda one: one.decided, is_long=True),
        ),
        empty="Add each meeting of the panel, with the agencies that came.",
        form=running_forms.PanelMeetingForm,
        new_words="Add a meeting",
        search=("decided", "others"),
        filters=(Filter("quorate", "Enough to decide", "is_quorate", lambda _: [("True", "Yes"), ("False", "No")]),),
        before=("came", "sent_apologies"),
        parts=(Part("review-notes", "meeting", "Notes"),),
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.PanelNote,
        slug="review-notes",
        one="note",
        many="notes",
        heading="Notes of the panel",
        intro="What the panel noted: of its meetings, and of drafts of the report. Agencies outside the panel do not see them.",
        columns=(
            Column("About", lambda one: one.about, sort="about"),
            Column("Meeting", lambda one: one.meeting.held_on if one.meeting else None, sort="meeting__held_on"),
            Column("For whom", lambda one: one.said_by),
        ),
        rows=(
            Row("Meeting", lambda one: one.meeting),
            Row("The note", lambda one: one.words, is_long=True),
            Row("For whom", lambda one: one.said_by),
        ),
        empty="Add what was said in a meeting, or what somebody of the panel says of a draft.",
        form=running_forms.PanelNoteForm,
        new_words="Add a note",
        search=("about", "words", "said_by"),
        with_them=("meeting",),
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.PractitionerEvent,
        slug="practitioner-days",
        one="day with practitioners",
        many="days",
        heading="Days with practitioners",
        intro="Those who did the work are heard without blame: who was asked, who came, and what they said of the day.",
        columns=(
            Column("Day", str, sort="held_on"),
            Column("Invited", lambda one: one.invited, is_number=True),
            Column("Came", lambda one: one.came, is_number=True),
        ),
        rows=(
            Row("What it was for", lambda one: one.purpose, is_long=True),
            Row("Invited", lambda one: one.invited),
            Row("Came", lambda one: one.came),
            Row("Who they were, by role and agency", lambda one: one.who, is_long=True),
            Row("How they agreed to take part", lambda one: one.consent, is_long=True),
            Row("Support they were offered", lambda one: one.support, is_long=True),
            Row("What they said of the day", lambda one: one.feedback, is_long=True),
        ),
        empty="Add the day with those who worked with the adult, once it is planned.",
        form=running_forms.PractitionerEventForm,
        new_words="Add a day",
        search=("purpose", "who", "feedback"),
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.ParallelProcess,
        slug="other-processes",
        one="other process",
        many="other processes",
        intro="Inquests, prosecutions and other reviews about the same people, and what they do to this review’s time.",
        columns=(
            Column("What it is", lambda one: one.sort, sort="sort"),
            Column("How it stands", lambda one: one.get_status_display(), sort="status"),
            Column("Joint", lambda one: "Yes" if one.is_joint else "", sort="is_joint"),
            Column("Due to end", lambda one: one.due_on, sort="due_on"),
        ),
        rows=(
            Row("How it stands", lambda one: one.get_status_display()),
            Row("The review is carried out jointly with it", lambda one: "Yes" if one.is_joint else "No"),
            Row("Who leads it", lambda one: one.led_by),
            Row("Its own reference", lambda one: one.reference),
            Row("Began", lambda one: one.began_on),
            Row("Due to end", lambda one: one.due_on),
            Row("Ended", lambda one: one.ended_on),
            Row("What came of it", lambda one: one.outcome, is_long=True),
            Row("Report to prevent future deaths", lambda one: "Yes" if one.prevention_report else ""),
            Row("What it does to the review’s time", lambda one: one.effect, is_long=True),
        ),
        empty="Add each process about the same people, and the partnership with which the review is joint.",
        form=running_forms.ParallelProcessForm,
        new_words="Add a process",
        search=("sort", "led_by", "reference", "effect"),
        filters=(Filter("status", "How it stands", "status", lambda _: models.ParallelProcess.Status.choices),),
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.ParallelSort,
        slug="process-sorts",
        one="sort of process",
        many="sorts",
        heading="Sorts of other processes",
        intro="The forms of reviews offer the usual processes. Here a Board adds its own.",
        columns=(
            Column("What it is called", lambda one: one.words, sort="words"),
            Column("Offered in forms", lambda one: "Yes" if one.is_offered else "No", sort="is_offered"),
        ),
        rows=(Row("Offered in forms", lambda one: "Yes" if one.is_offered else "No"),),
        empty="Add a sort of process that runs beside your reviews and is not offered yet.",
        form=running_forms.ParallelSortForm,
        new_words="Add a sort of process",
        search=("words",),
        filters=(Filter("offered", "Offered in forms", "is_offered", lambda _: [("True", "Yes"), ("False", "No")]),),
    )
)
kind(
    Kind(
        model=models.ReviewDelay,
        slug="review-delays",
        one="delay",
        many="delays",
        intro="Why the review took longer, and whether that did good or harm. The reasons go into its export pack.",
        columns=(
            Column("Why", lambda one: one.get_reason_display(), sort="reason"),
            Column("From", lambda one: one.from_on, sort="from_on"),
            Column("Up to and with", lambda one: one.to_on, sort="to_on"),
            Column("What it did", lambda one: one.get_effect_display(), sort="effect"),
        ),
        rows=(
            Row("From", lambda one: one.from_on),
            Row("Up to and with", lambda one: one.to_on),
            Row("What the delay did", lambda one: one.get_effect_display()),
            Row("In words", lambda one: one.words, is_long=True),
        ),
        empty="Add a delay as soon as you know of one, while everybody remembers why.",
        form=running_forms.DelayForm,
        new_words="Add a delay",
        search=("words",),
        filters=(
            Filter("reason", "Why", "reason", lambda _: Because.choices),
            Filter("effect", "What it did", "effect", lambda _: models.ReviewDelay.Effect.choices),
        ),
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.ReviewPause,
        slug="review-pauses",
        one="pause",
        many="pauses",
        heading="Times it stood still",
        intro="When the review stood still, and why. It stays at its stage, and goes on from there.",
        columns=(
            Column("What it waits for", lambda one: one.get_reason_display(), sort="reason"),
            Column("From", lambda one: one.from_on, sort="from_on"),
            Column("Expected to go on", lambda one: one.expected_on, sort="expected_on"),
            Column("Went on", lambda one: one.ended_on or "Not yet", sort="ended_on"),
        ),
        rows=(
            Row("Why it stands still", lambda one: one.why, is_long=True),
            Row("From", lambda one: one.from_on),
            Row("Expected to go on", lambda one: one.expected_on),
            Row("Went on", lambda one: one.ended_on or "Not yet"),
        ),
        empty="The review has not stood still.",
        form=running_forms.PauseForm,
        new_words="Let the review stand still",
        search=("why",),
        filters=(Filter("reason", "What it waits for", "reason", lambda _: Because.choices),),
        adds=running_operations.pause,
        doors=(
            Door(
                "Let the review go on", "review-pauses-go-on", "review_work", Act.EDIT, lambda one: one.ended_on is None
            ),
        ),
        in_cases=OF_A_REVIEW,
    )
)
