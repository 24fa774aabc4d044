"""Made-up referrals: one that waits, one in which agencies are asked, one declined with its learning, one decided anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.working_days import after, on_or_after
from goldenthread.demo.records import content
from goldenthread.reviews import deciding, referring, scoping
from goldenthread.reviews import referring_steps as steps
from goldenthread.reviews.deciding_models import (
    ChairDecision,
    GroupRecommendation,
    OutcomeTold,
    RapidReview,
    RapidReviewAgency,
)
from goldenthread.reviews.models import Referral
from goldenthread.reviews.referral_models import ReferralDetails
from goldenthread.reviews.referring_filling import write
from goldenthread.reviews.scoping_models import InformationRequest, InformationResponse

Said = dict[str, Any]
OFFICE = Actor.system("Example Care, made up")


def today(board: Board) -> None:
    """Play each referral up to where it stands, on the days on which its steps would have been taken.

    No real agency is said to have been at a made-up meeting, or away from one: the made-up agency alone is asked to be there.
    """
    manager, chair = _person("manager@luton.example"), _person("chair@luton.example")
    made_up = Agency.objects.filter(board=board, slug="example-care")
    deciding.set_rule(board, list(made_up), 0, by=manager)
    for one in content("referrals")["referrals"]:
        _play(board, one, manager, chair, clock.today())


def _person(email: str) -> Actor:
    user = User.objects.get(email=email)
    return Actor.person(user.name, user.pk)


def _play(board: Board, said: Said, manager: Actor, chair: Actor, now: date) -> None:
    received = on_or_after(now - timedelta(days=said["received"]))
    received = min(received, now)
    with clock.on(received):
        referral = _handed_in(board, said)
    case = Case.objects.select_related("board").get(pk=referral.pk)
    if said["key"] == "waiting":
        return
    with clock.on(after(received, 1)):
        referring.take(steps.ACKNOWLEDGE, case, by=manager)
        referring.take(steps.SCREEN, case, by=manager)
    with clock.on(after(received, 3)):
        requests = _asked(case, said, manager)
    if "view" not in said:
        return
    with clock.on(after(received, 12)):
        _answered(requests)
        referring.take(steps.MEET, case, by=manager)
    with clock.on(after(received, 15)):
        _met(case, said, manager)
    with clock.on(after(received, 20)):
        _decided(case, said, said["chair_why"], chair)
    with clock.on(after(received, 22)):
        _told(case, manager)
    if "changed" in said:
        with clock.on(after(received, said["changed"]["after"])):
            _decided(case, said["changed"], said["changed"]["why"], chair)
        with clock.on(after(received, said["changed"]["after"] + 1)):
            _told(case, manager)


def _handed_in(board: Board, said: Said) -> Referral:
    agency = Agency.objects.filter(board=board, slug=said["from"]).first()
    referral = referring.begin(board, agency, by=OFFICE)
    case = Case.objects.get(pk=referral.pk)
    Case.objects.filter(pk=case.pk).update(is_fictional=True)
    CasePerson.objects.create(case=case, is_synthetic=True, **said["person"])
    details = write(ReferralDetails.objects.get(case=case), said["answers"], by=OFFICE)
    return referring.hand_in(details, by=OFFICE)


def _asked(case: Case, said: Said, manager: Actor) -> list[InformationRequest]:
    given = InformationRequest(
        case=case,
        purpose="To decide whether there should be a review of this case (Care Act 2014, section 44).",
        likely="It gave care at home, so it is likely to have known the adult.",
        wanted="The outline that the form asks for. Please secure your records now.",
        due_on=scoping.due_on(case),
    )
    return scoping.ask(given, Agency.objects.filter(board=case.board, slug__in=said["asked"]), by=manager)


def _answered(requests: list[InformationRequest]) -> None:
    answers = {
        "reference": "As in the request",
        "searched": "The care records of the last two years.",
        "known": "yes",
        "secured": "yes",
        "outline": "Care at home, with visits and reviews as the plan said.",
        "needs": "yes",
        "abuse": "suspected",
        "together": "no",
        "ethnicity": "recorded",
        "family": "yes",
        "contact": "Registered manager",
    }
    for one in requests:
        response = write(InformationResponse.objects.get(request=one), answers, by=OFFICE)
        scoping.hand_in(response, by=OFFICE)


def _met(case: Case, said: Said, manager: Actor) -> None:
    meeting = deciding.hold(
        RapidReview(case=case, held_on=clock.today(), chaired_by="Chair of the subgroup", note="What Example Care answered."),
        by=manager,
    )  # fmt: skip
    there = RapidReviewAgency(
        case=case,
        meeting=meeting,
        agency=Agency.objects.get(board=case.board, slug="example-care"),
        represented_by="Registered manager",
        view=said["view"],
        why=said["view_why"],
    )
    deciding.was_there(there, by=manager)
    deciding.learn(meeting, by=manager, **said["learning"])
    deciding.recommend(
        GroupRecommendation(case=case, outcome=said["outcome"], why=said["why"], **_gates(said["gates"])),
        by=manager,
    )


def _gates(answers: Said) -> Said:
    evidence = {f"{name}_evidence": "What the referral and Example Care’s answer say." for name in answers}
    return {**answers, **evidence}


def _decided(case: Case, said: Said, why: str, chair: Actor) -> None:
    given = ChairDecision(
        case=case, outcome=said["outcome"], why=why, what_changed=said.get("what_changed", ""), **_gates(said["gates"])
    )
    deciding.decide(given, by=chair)


def _told(case: Case, manager: Actor) -> None:
    deciding.told(
        OutcomeTold(case=case, whom=OutcomeTold.Whom.REFERRER, told_on=clock.today(), how="By letter"), by=manager
    )
