"""A case before a panel over three months, with people of six agencies; the seventh sees nothing of it on any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.core import clock
from goldenthread.panels import moving, paneling
from goldenthread.panels.models import PanelAction, PanelCase, PanelListing, PanelMeeting, PanelRisk
from goldenthread.trail import operations as trail
from tests.factories import people
from tests.integration.panels.conftest import Place, Refer

SIX = ("council", "fire", "police", "housing", "hospital", "charity")
DAYS = (90, 60, 30)
CANARY = "Adult Canary"


def of_agency(place: Place, agency: str) -> str:
    """The safeguarding lead of an agency, made where there is none."""
    who = f"lead_{agency}"
    if who not in place.users:
        theirs = people.agency(place.board, agency)
        email = f"lead.{agency}@ours.example"
        place.users[who] = people.person(email, board=place.board, role="agency_lead", agency=theirs)
    return who


def seventh_sees(place: Place, head: PanelCase) -> list[str]:
    """The pages on which the seventh agency comes near the case in any way."""
    client = place.client("outsider", head.case)
    pages = [
        "",
        "to-do/",
        "cases/",
        "panel-cases/",
        "panels/",
        "panel-meetings/",
        "search/?q=Canary",
        "pathway-numbers/",
    ]
    inside = ["", f"panel-case/{head.pk}/", "panel-actions/", "panel-risks/", "case-people/", "named/"]
    addresses = [f"/board/ours/{one}" for one in pages] + [place.address(head, one) for one in inside]
    found = []
    for address in addresses:
        answer = client.get(address)
        text = answer.content.decode()
        if CANARY in text or head.case.reference in text or (str(head.pk) in address and answer.status_code == 200):
            found.append(address)
    return found


@pytest.mark.capability("S29")
def test_a_case_over_three_months_with_six_agencies_and_the_seventh_sees_nothing(refer: Refer, seated: Place):
    place, today = seated, clock.today()
    began = today - timedelta(days=100)
    head = refer(called=CANARY, begun_on=began)
    by = place.by("panel_chair")
    assert seventh_sees(place, head) == []
    risk = trail.add(PanelRisk(case=head.case, sort="fire", text=CANARY, likelihood=5, impact=5), by=by)
    values = {"lead_agency": place.fire}
    head = moving.take(head, "accept", on=began + timedelta(days=3), why="All criteria are met.", by=by, values=values)
    chair = place.client("panel_chair", head.case)
    meetings = [PanelMeeting.objects.create(panel=place.panel, held_on=today - timedelta(days=one)) for one in DAYS]
    due = date(2027, 3, 1)
    for agency in SIX:
        of_agency(place, agency)
        sent = {
            "agency": str(people.agency(place.board, agency).pk), "text": f"What the {agency} does",
            "due_on-day": str(due.day), "due_on-month": str(due.month), "due_on-year": str(due.year),
        }  # fmt: skip
        assert chair.post(place.address(head, "panel-actions/new/"), sent).status_code == 302

    for month, meeting in enumerate(meetings):
        listing = PanelListing(case=head.case, meeting=meeting, comes_back_on=meeting.held_on + timedelta(days=30))
        paneling.put_on_list(listing, by=by)
        trail.change(risk, {"likelihood_now": 4 - month, "impact_now": 5, "looked_on": meeting.held_on}, by=by)
        assert seventh_sees(place, head) == []

    for agency in SIX[2:]:  # each sees its own action of the six; the first two also brought it, and lead it
        page = place.client(of_agency(place, agency), head.case).get(place.address(head), follow=True).content.decode()
        assert [one for one in SIX if f"What the {one} does" in page] == [agency]
    head = moving.take(head, "leave", on=today, why="The risk is lower.", by=by, values={"effect": "reduced"})

    risk.refresh_from_db()
    assert (risk.before, risk.now) == (25, 10)
    assert (head.state, head.effect, head.closed_on) == ("left", "reduced", today)
    assert PanelListing.objects.filter(case=head.case).count() == len(DAYS)
    assert PanelAction.objects.filter(case=head.case).values("agency").distinct().count() == len(SIX)
    assert seventh_sees(place, head) == []


def test_what_the_seventh_would_be_caught_at_is_really_looked_at(refer: Refer, seated: Place):
    """Given a part in the case, it comes near it: the check can fail."""
    head = refer(called=CANARY)
    people.named_on(seated.users["outsider"], head, "agency")

    assert seventh_sees(seated, head) != []
