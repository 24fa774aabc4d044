"""The family and the adult, the report and its gates as pages."""

from __future__ import annotations

from typing import Any

from goldenthread.core.access.acts import Act
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.reviews import fact_checking, models, publishing, report_versions, running_forms
from goldenthread.reviews.models import FactCorrection, Gate
from goldenthread.reviews.running_kinds import OF_A_REVIEW

YES_NO = [("True", "Yes"), ("False", "No")]


def _difficulties(one: models.Involvement) -> str:
    named = (
        (one.understanding, "understanding"),
        (one.retaining, "keeping it in mind"),
        (one.weighing, "using or weighing it"),
        (one.communicating, "saying what they wish"),
    )
    return ", ".join(words for holds, words in named if holds) or "None noted"


def _advocacy(one: models.Involvement) -> str:
    """What was decided on advocacy; it is asked of adults who are alive."""
    if one.advocacy == one.Advocacy.NOT_ASSESSED and not one.is_living_adult:
        return "Does not arise"
    return one.get_advocacy_display()


kind(
    Kind(
        model=models.Involvement,
        slug="family",
        one="person",
        many="people involved",
        heading="Family and the adult",
        intro="How the adult and those near to them take part, what support they have, and what they wish.",
        columns=(
            Column("Person", lambda one: one.person.pseudonym, sort="person__pseudonym"),
            Column("Who this is", lambda one: one.person.relation or one.person.get_sort_display()),
            Column("How it stands", lambda one: one.get_state_display(), sort="state"),
            Column("Advocacy", _advocacy, sort="advocacy"),
        ),
        rows=(
            Row("How it stands", lambda one: one.get_state_display()),
            Row("How they wish to be reached", lambda one: one.prefers),
            Row("Interpreter or other help", lambda one: one.interpreter),
            Row("Who is in touch with them", lambda one: one.reached_by),
            Row("Substantial difficulty in", _difficulties),
            Row("What was decided on advocacy", _advocacy),
            Row("Decided", lambda one: one.advocacy_on),
            Row("Advocate, or appropriate person", lambda one: one.supported_by),
            Row("What they agreed to", lambda one: one.consent, is_long=True),
            Row("Why there is no contact", lambda one: one.no_contact_why, is_long=True),
            Row("Who approved that", lambda one: one.no_contact_approved_by),
            Row("The name they wish the report to use", lambda one: one.pseudonym_wish),
            Row("What they wish about publication", lambda one: one.publication_wish, is_long=True),
            Row("Saw the draft", lambda one: one.draft_seen_on),
            Row("What they said of the draft", lambda one: one.draft_comments, is_long=True),
            Row("How it was for them to take part", lambda one: one.feedback, is_long=True),
        ),
        empty="Add the people first, under “People”; then say here how each takes part.",
        form=running_forms.InvolvementForm,
        changing_form=running_forms.InvolvementLaterForm,
        new_words="Add how somebody takes part",
        search=("person__pseudonym", "person__relation"),
        filters=(Filter("state", "How it stands", "state", lambda _: models.Involvement.State.choices),),
        with_them=("person",),
        parts=(
            Part("family-contacts", "involvement", "When they were in touch"),
            Part("family-questions", "involvement", "What they asked"),
        ),
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.FamilyContact,
        slug="family-contacts",
        one="contact",
        many="contacts",
        heading="Contacts with family and the adult",
        intro="Each conversation and letter: what was told, and what was said. Nothing is ever sent from here.",
        columns=(
            Column("Contact", str, sort="on"),
            Column("How", lambda one: one.get_how_display(), sort="how"),
        ),
        rows=(
            Row("With", lambda one: one.involvement),
            Row("How", lambda one: one.get_how_display()),
            Row("What they were told", lambda one: one.told, is_long=True),
            Row("What they said", lambda one: one.said, is_long=True),
            Row("Who was in touch", lambda one: one.by_whom),
        ),
        empty="Add each contact on the day it was made.",
        form=running_forms.FamilyContactForm,
        new_words="Add a contact",
        search=("told", "said", "involvement__person__pseudonym"),
        filters=(Filter("how", "How", "how", lambda _: models.FamilyContact.How.choices),),
        with_them=("involvement__person",),
        part_of="involvement",
        in_cases=OF_A_REVIEW,
    )
)
kind(
    Kind(
        model=models.FamilyQuestion,
        slug="family-questions",
        one="question",
        many="questions",
        heading="Questions of the family and the adult",
        intro="What they want the review to answer, and where it does.",
        columns=(
            Column("Question", lambda one: one.question, sort="question"),
            Column("Whose", lambda one: one.involvement.person.pseudonym if one.involvement else ""),
            Column(
                "Answered",
                lambda one: Status("good", "Yes") if one.is_answered else Status("ring", "Not yet"),
                sort="answered_where",
            ),
        ),
        rows=(
            Row("Whose it is", lambda one: one.involvement),
            Row("Asked", lambda one: one.asked_on),
            Row("Where it is answered", lambda one: one.answered_where),
            Row("Why the review cannot answer it", lambda one: one.not_answered_why, is_long=True),
        ),
        empty="Ask the family and the adult what they want to know, before the terms of reference are agreed.",
        form=running_forms.FamilyQuestionForm,
        new_words="Add a question",
        search=("question", "answered_where"),
        with_them=("involvement__person",),
        part_of="involvement",
        in_cases=OF_A_REVIEW,
    )
)
WORDS_OF_FILES = {".docx": "Word", ".pdf": "PDF"}


def has_file(one: Any) -> bool:
    """Whether a version was sent as a file."""
    return bool(one.file_ending)


def file_of(one: models.ReportVersion) -> str:
    """What kind of file a version was sent as, and how large it is."""
    return f"{WORDS_OF_FILES[one.file_ending]}, {max(1, (one.file_size or 0) // 1000):,} kB" if one.file_ending else ""


kind(
    Kind(
        model=models.ReportVersion,
        slug="report-versions",
        one="version of the report",
        many="versions",
        heading="Report",
        intro="The draft report, version by version. Each is kept as it was written.",
        columns=(
            Column("Version", lambda one: f"Version {one.version}", sort="version"),
            Column("Written", lambda one: one.written_on, sort="written_on"),
            Column("What changed", lambda one: one.what_changed),
            Column("File", file_of),
        ),
        rows=(
            Row("Written", lambda one: one.written_on),
            Row("File", file_of),
            Row("What was taken out of the file", lambda one: one.file_taken_out),
            Row("What changed since the version before", lambda one: one.what_changed, is_long=True),
        ),
        empty="The reviewer adds the first draft here.",
        form=running_forms.ReportVersionForm,
        new_words="Add the next version",
        search=("text", "what_changed"),
        adds=report_versions.add,
        is_never_changed=True,
        has_own_page=True,
        doors=(Door("Download the file", "report-versions-file", "draft_review_report", Act.READ, has_file),),
        in_cases=OF_A_REVIEW,
    )
)


def stands(one: models.FactCheck) -> Status:
    return Status("good", "Finished") if one.is_answered else Status("info", "With the agency")


kind(
    Kind(
        model=models.FactCheck,
        slug="fact-checks",
        one="fact check",
        many="fact checks",
        heading="Fact check",
        intro="Parts of the draft that agencies are asked to check. Each agency sees only the parts it was sent.",
        columns=(
            Column("Part of the report", lambda one: one.part, sort="part"),
            Column("Agency", lambda one: one.agency.name, sort="agency__name"),
            Column("By when", lambda one: one.due_on, sort="due_on"),
            Column("How it stands", stands, sort="is_answered"),
        ),
        rows=(
            Row("Agency", lambda one: one.agency.name),
            Row("Version of the report", lambda one: one.version),
            Row("What it says", lambda one: one.text, is_long=True),
            Row("Asked", lambda one: one.asked_on),
            Row("By when", lambda one: one.due_on),
            Row("How it stands", stands),
            Row("Finished", lambda one: one.answered_on),
        ),
        empty="When a part of the draft is shared with the agency it speaks of, it is listed here.",
        form=running_forms.FactCheckForm,
        new_words="Share a part",
        search=("part", "agency__name"),
        filters=(Filter("finished", "Finished", "is_answered", lambda _: YES_NO),),
        with_them=("agency",),
        adds=fact_checking.share,
        is_never_changed=True,
        parts=(Part("fact-corrections", "check_of", "Corrections"),),
        doors=(
            Door(
                "Our check is finished",
                "fact-checks-finish",
                "fact_checks",
                Act.APPROVE,
                lambda one: not one.is_answered,
            ),
        ),
        in_cases=OF_A_REVIEW,
    )
)


def became(one: FactCorrection) -> Status:
    shapes = {FactCorrection.Verdict.ACCEPTED: "good", FactCorrection.Verdict.NOT_ACCEPTED: "info"}
    return Status(shapes.get(FactCorrection.Verdict(one.verdict), "ring"), one.get_verdict_display())


kind(
    Kind(
        model=models.FactCorrection,
        slug="fact-corrections",
        one="correction",
        many="corrections",
        intro="What agencies say is wrong in their part, and what became of it.",
        columns=(
            Column("What the draft says", lambda one: one.says),
            Column("Part", lambda one: one.check_of.part, sort="check_of__part"),
            Column("Agency", lambda one: one.check_of.agency.name, sort="check_of__agency__name"),
            Column("What became of it", became, sort="verdict"),
        ),
        rows=(
            Row("Part", lambda one: one.check_of),
            Row("What it should say", lambda one: one.should_say, is_long=True),
            Row("What shows that", lambda one: one.evidence, is_long=True),
            Row("What became of it", became),
            Row("Why", lambda one: one.verdict_why, is_long=True),
        ),
        empty="An agency adds what is wrong in the part it was sent.",
        form=running_forms.FactCorrectionForm,
        new_words="Add a correction",
        search=("says", "should_say"),
        filters=(Filter("verdict", "What became of it", "verdict", lambda _: FactCorrection.Verdict.choices),),
        with_them=("check_of__agency",),
        adds=fact_checking.correct,
        part_of="check_of",
        doors=(
            Door(
                "Say what became of it",
                "fact-corrections-answer",
                "fact_corrections",
                Act.EDIT,
                lambda one: one.check_of.is_answered and one.verdict == FactCorrection.Verdict.WAITING,
            ),
        ),
        in_cases=OF_A_REVIEW,
    )
)

SHAPES = {Gate.State.MET: "good", Gate.State.NOT_NEEDED: "info", Gate.State.NOT_MET: "bad"}


def how_it_stands(one: Gate) -> Status:
    return Status(SHAPES.get(Gate.State(one.state), "ring"), one.get_state_display())


def _add_gate(form: Any, given: Any, by: Any) -> Any:
    return publishing.add_gate(form, given, by)


kind(
    Kind(
        model=Gate,
        slug="review-gates",
        one="gate",
        many="gates",
        heading="Gates before publication",
        intro="What has to be settled before the report is published, who holds each, and what shows that it is settled.",
        columns=(
            Column("What stands before publication", lambda one: one.words, sort="words"),
            Column("Who holds it", lambda one: one.owner, sort="owner"),
            Column("How it stands", how_it_stands, sort="state"),
            Column("Asked for", lambda one: one.asked_on, sort="asked_on"),
            Column("Settled", lambda one: one.settled_on, sort="settled_on"),
        ),
        rows=(
            Row("Who holds it", lambda one: one.owner),
            Row("How it stands", how_it_stands),
            Row("What shows it", lambda one: one.evidence, is_long=True),
            Row("Asked for", lambda one: one.asked_on),
            Row("Settled", lambda one: one.settled_on),
        ),
        empty="Set the gates on the page “Publication”; they are set by themselves once there is a report.",
        form=running_forms.GateForm,
        new_words="Add a gate of your own",
        search=("words", "owner", "evidence"),
        filters=(Filter("state", "How it stands", "state", lambda _: Gate.State.choices),),
        adds=_add_gate,
        in_cases=OF_A_REVIEW,
    )
)
