"""What the report waits for stands on the page of whoever can give it."""

from __future__ import annotations

from goldenthread.accounts.models import User
from goldenthread.reports import publication
from goldenthread.reports.models import Report
from goldenthread.reports.steps import State
from tests.factories.report_writing import SignIn, actor

SIGN = "of the annual report 2023-24"
AGREE = "Agree, or not, that the annual report 2023-24 is published"


def home(user: User, sign_in: SignIn) -> str:
    return sign_in(user).get("/board/example/").content.decode()


def test_sections_that_were_handed_in_wait_for_those_who_sign_off(
    report: Report, manager: User, member: User, sign_in: SignIn
):
    assert SIGN not in home(manager, sign_in)

    report.sections.filter(slug="summary").update(state=State.READY)

    assert f"Sign off, or send back, one section {SIGN}" in home(manager, sign_in)
    assert SIGN not in home(member, sign_in)


def test_a_proposed_report_waits_for_somebody_else(
    finished: Report, manager: User, chair: User, member: User, sign_in: SignIn
):
    publication.propose(report=finished, by=actor(manager))

    assert AGREE in home(chair, sign_in)
    assert AGREE not in home(manager, sign_in)
    assert AGREE not in home(member, sign_in)
