"""What to put in the addresses of asks and answers."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from goldenthread.asks.link_models import AnswerLink
from goldenthread.asks.models import Answer, AnswerConsent, AnswerFile, Ask, HandedIn, Recipient, SelfAssessment
from goldenthread.boards.documents import keep_bytes
from goldenthread.core.actors import Actor
from tests.factories import people, records
from tests.factories.rooms.asks import AT, WHOLE
from tests.factories.walk import STRICTER, Land, Put, fills

ANSWER = "answers/<uuid:pk>"
BY = Actor.system("making records for a test")

_OWN = ("part/<int:number>/", "nil/", "use/", "check/", "longer/", "sign-off/", "consent/")
for _page in (*_OWN, "file/", "form.xlsx", "form.docx"):
    STRICTER[f"{ANSWER}/{_page}"] = "Only the agency that was asked writes its answer, signs it off and shares it."
for _page in ("return/", "accept/", "remind/", "links/", "links/<uuid:link>/withdraw/"):
    STRICTER[f"{ANSWER}/{_page}"] = (
        "Only the Board decides of an answer: whoever does may change, or approve, the ask too."
    )

for _page in ("panel/", "agreed/", "event/"):
    STRICTER[f"self-assessments/<uuid:pk>/scores/{_page}"] = "Only the Board keeps its scores: the agency gave its own."


@fills(ANSWER)
def answer(land: Land) -> Model:
    """The land's own agency's, with one handing-in that carries a file."""
    if ANSWER not in land.found:
        ask = records.make(Ask, land.here, state="sent")
        made = records.make(Answer, land.here, agency=land.agency, ask=ask)
        document = keep_bytes(b"Paper", name="paper.txt", media_type="text/plain", board=land.here, by=BY)
        AnswerFile.objects.create(answer=made, key="paper", document=document)
        told = {"id": str(document.pk), "name": document.name, "sha256": document.sha256}
        HandedIn.objects.create(answer=made, number=1, data={**WHOLE, "paper": told}, at=AT, by="Ada")
        land.found[ANSWER] = made
    return land.found[ANSWER]  # type: ignore[no-any-return]


@fills(f"{ANSWER}/part/<int:number>", f"{ANSWER}/handed-in/<int:number>")
def _number(land: Land) -> str:
    return "1"


@fills(f"{ANSWER}/files/<uuid:document>")
def _file(land: Land) -> Put:
    found: Any = answer(land)
    return Put(found, str(found.files.get().document_id))


@fills("asked-agencies/<uuid:pk>")
def _recipient(land: Land) -> Model:
    made = records.make(Recipient, land.here, agency=land.agency)
    records.make(Answer, land.here, recipient=made)
    return made  # type: ignore[no-any-return]


@fills("answers-shared/<uuid:pk>")
def _consent(land: Land) -> Model:
    given = records.make(Answer, people.board("beside"))
    HandedIn.objects.create(answer=given, number=1, data=WHOLE, at=AT, by="Ada")
    return records.make(AnswerConsent, land.here, answer=given)  # type: ignore[no-any-return]


@fills("self-assessments/<uuid:pk>")
def _self_assessment(land: Land) -> Model:
    made = records.make(SelfAssessment, land.here, agency=land.agency)
    HandedIn.objects.create(answer_id=made.pk, number=1, data=WHOLE, at=AT, by="Ada")
    return made  # type: ignore[no-any-return]


@fills(f"{ANSWER}/links/<uuid:link>")
def _link(land: Land) -> Put:
    found: Any = answer(land)
    return Put(found, str(records.make(AnswerLink, land.here, answer=found).pk))


MADE = "made-forms/<uuid:pk>"


@fills(f"{MADE}/parts/<int:number>", f"{MADE}/preview/<int:number>")
def _part_of_a_made_form(land: Land) -> str:
    return "1"


@fills(f"{MADE}/questions/<str:key>")
def _question_of_a_made_form(land: Land) -> str:
    return "people"


STRICTER["made-forms/<uuid:pk>/order/"] = "What is moved, and where to, is named in what is sent."
