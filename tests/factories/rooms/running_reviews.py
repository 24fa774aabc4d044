"""What the running of a review is made of, as tests make it: dull and fixed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, Model

from goldenthread.boards.models import Board
from goldenthread.cases.models import Case, CasePerson, TwoPersonAct
from goldenthread.learning.models import Recommendation
from goldenthread.reviews import models
from tests.factories.records import AT, agency_of, make, makes, slug, user_of
from tests.factories.rooms.cases import case_of
from tests.factories.rooms.vault import keys_are_there

DAY = date(2024, 5, 7)


def near(on: Board, fields: dict[str, Any]) -> dict[str, Any]:
    """With a case, where none is given."""
    fields = {name: one for name, one in fields.items() if one is not None}
    fields.setdefault("case", case_of(on))
    return fields


def plain(model: type[Model], **fixed: Any) -> None:
    """A model whose case is its only parent."""

    @makes(model)
    def maker(on: Board, **fields: Any) -> Model:
        return model._default_manager.create(**{**fixed, **near(on, fields)})


plain(models.ReviewStep, verb="begin the work", source="commissioning", target="in_progress", taken_on=DAY, taken_at=AT)
plain(models.ReviewDelay, reason="inquest", effect="good", from_on=DAY, words="The inquest was heard first.")
plain(models.AppointedReviewer, name="Ada Invented", declared_on=DAY)
plain(models.PanelMeeting, held_on=DAY)
plain(models.PanelNote, about="The draft", words="It reads well.")
plain(models.PractitionerEvent, held_on=DAY, purpose="To hear those who did the work.", invited=9)
plain(models.ParallelProcess, sort="Inquest")


@makes(models.ReviewPause)
def _pause(on: Board, **fields: Any) -> Model:
    """A review stands still once at a time: a further pause is over."""
    given = near(on, fields)
    if "ended_on" not in given and models.ReviewPause.objects.filter(case=given["case"], ended_on=None).exists():
        given["ended_on"] = DAY
    words = {"reason": "criminal", "why": "A trial comes first.", "from_on": DAY, "expected_on": DAY}
    return models.ReviewPause.objects.create(**{**words, **given})


@makes(models.ParallelSort)
def _sort(on: Board, **fields: Any) -> Model:
    return models.ParallelSort.objects.create(**{"board": on, "words": f"Local enquiry {slug()}", **fields})


@makes(models.FromReferral)
def _from_referral(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given["referral"] = given.get("referral") or make(models.Referral, on)
    return models.FromReferral.objects.create(**given)


@makes(models.NationalIssue)
def _national(on: Board, **fields: Any) -> Model:
    given = {name: one for name, one in fields.items() if one is not None}
    given["recommendation"] = given.get("recommendation") or make(Recommendation, on)
    words = {"issue": "Who pays", "why": "Only the law can say.", "through": "The regional network", "regional_on": DAY}
    return models.NationalIssue.objects.create(**{**words, **given})


def _next_version(model: Any, case: Case) -> int:
    return (model.objects.filter(case=case).aggregate(last=Max("version"))["last"] or 0) + 1


@makes(models.TermsOfReference)
def _terms(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given.setdefault("version", _next_version(models.TermsOfReference, given["case"]))
    words = {"purpose": "To learn.", "lines": "How was risk shared?", "method": "A workshop", "agreed_by": "The panel"}
    return models.TermsOfReference.objects.create(**{**words, "agreed_on": DAY, **given})


@makes(models.ReportVersion)
def _version(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given.setdefault("version", _next_version(models.ReportVersion, given["case"]))
    text = "## What happened\n\nThey were visited twice.\n\n## What we found\n\nNobody held the plan."
    return models.ReportVersion.objects.create(**{"text": text, "written_on": DAY, **given})


@makes(models.ReportFile)
def _file(on: Board, **fields: Any) -> Model:
    """The file of a version: its contents are sealed, so the vault's keys have to be there."""
    keys_are_there()
    given = near(on, fields)
    given["version"] = given.get("version") or make(
        models.ReportVersion, on, case=given["case"], file_ending=".pdf", file_size=9, file_digest="d" * 64
    )
    made = models.ReportFile(**given)
    made.keep(b"%PDF-1.7\n")
    made.save()
    return made


def _person(on: Board, given: dict[str, Any]) -> CasePerson:
    return given.get("person") or make(CasePerson, on, case=given["case"])  # type: ignore[no-any-return]


@makes(models.PersonOutcome)
def _outcome(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given["person"] = _person(on, given)
    return models.PersonOutcome.objects.create(**{"outcome": "They were not heard.", **given})


@makes(models.Involvement)
def _involvement(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given["person"] = _person(on, given)
    return models.Involvement.objects.create(**given)


@makes(models.FamilyContact)
def _contact(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given["involvement"] = given.get("involvement") or make(models.Involvement, on, case=given["case"])
    words = {"on": DAY, "how": "met", "told": "What the review is for.", "by_whom": "Board officer"}
    return models.FamilyContact.objects.create(**{**words, **given})


plain(models.FamilyQuestion, question="Why did nobody come?")


@makes(models.FactCheck)
def _check(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given["agency"] = given.get("agency") or agency_of(on)
    words = {"version": 1, "part": "What happened", "text": "They were visited twice.", "asked_on": DAY, "due_on": DAY}
    return models.FactCheck.objects.create(**{**words, **given})


@makes(models.FactCorrection)
def _correction(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given["check_of"] = given.get("check_of") or make(models.FactCheck, on, case=given["case"])
    return models.FactCorrection.objects.create(**{"says": "Twice", "should_say": "Three times", **given})


@makes(models.Gate)
def _gate(on: Board, **fields: Any) -> Model:
    words = {"key": slug(), "words": "Legal advice has been taken", "owner": "Council’s legal services"}
    return models.Gate.objects.create(**{**words, **near(on, fields)})


@makes(models.QualityAnswer)
def _answer(on: Board, **fields: Any) -> Model:
    return models.QualityAnswer.objects.create(**{"question": slug(), "answer": "met", **near(on, fields)})


@makes(models.Briefing)
def _briefing(on: Board, **fields: Any) -> Model:
    """A review has one briefing: a further one is another review's."""
    given = near(on, fields)
    if models.Briefing.objects.filter(case=given["case"]).exists():
        given["case"] = Case.objects.get(pk=make(models.Review, on).pk)
    return models.Briefing.objects.create(**{"title": "Who holds the plan?", "parts": ["Words."] * 7, **given})


@makes(models.Publication)
def _publication(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given["act"] = given.get("act") or make(TwoPersonAct, on, case=given["case"], user=user_of(on))
    return models.Publication.objects.create(**{"outcome": "published", "decided_on": DAY, **given})


@makes(models.PublicWords)
def _public_words(on: Board, **fields: Any) -> Model:
    """A review has one: a further one is another review's."""
    given = near(on, fields)
    if models.PublicWords.objects.filter(case=given["case"]).exists():
        given["case"] = Case.objects.get(pk=make(models.Review, on).pk)
    return models.PublicWords.objects.create(**{"title": "Adult Q", "summary": "Nobody held the plan.", **given})


@makes(models.PublicText)
def _public_text(on: Board, **fields: Any) -> Model:
    given = near(on, fields)
    given["act"] = given.get("act") or make(TwoPersonAct, on, case=given["case"], user=user_of(on))
    words = {"sort": "report", "slug": slug(), "title": "Adult Q", "kind": "About one adult", "published_at": AT}
    return models.PublicText.objects.create(**{**words, "text": "Nobody held the plan.", **given})
