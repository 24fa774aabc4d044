"""Reviews from referral to publication, in the browsers of those who carry them out, while a seventh agency looks on.

Everybody here is invented. On every step the seventh agency’s safeguarding lead and its practitioner find the case in no list,
and each of its addresses answers them as one of a case that does not exist.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.factories.case_office import AGENCIES
from tests.factories.office import words
from tests.journeys import referral_of_adult_q as referral
from tests.journeys import review_of_adult_q as review
from tests.journeys.out_of_sight import Cases

pytestmark = pytest.mark.browser

VIEWS = {
    **dict.fromkeys(AGENCIES, ("mandatory", "All four tests are met.")),
    "hospitals": ("none", "We see no sign that working together failed."),
}
STATUTORY = ("luton-council", "icb", "police")
LEARNED = {"Services met within a week.": "yes", "Nobody rang the family back.": "no"}
ENDED, UNDER_WAY = "Reviews that ended this year", "Reviews under way"


@pytest.fixture
def office(browser: Browser, tmp_path: Path) -> Cases:
    made = Cases(browser, tmp_path / "office")
    made.begin()
    return made


@pytest.mark.capability("S21", "S22", "S63", "S68", "S71", "S80")
def test_a_joint_review_goes_from_referral_to_publication_and_a_seventh_agency_sees_none_of_it(office: Cases):
    with office.on("2023-05-02"):
        case = asked_and_answered(office)
    with office.on("2023-05-16"):
        of = decided_and_begun(office, case)
    with office.on("2024-01-16"):
        review.draft(office, of)
        review.sign_off(office, of)
        review.learn(office, of)
        office.see_nothing(of)
        review.begin_the_report(office)
        assert "Signed off, and not yet published." in review.the_report_says(office, ENDED)
        assert "Adult Q" not in review.the_report_says(office, UNDER_WAY)
    with office.on("2024-04-23"):
        review.gates(office, of)
        review.search_for_names(office, of)
        review.publish(office, of)
        assert "Published on 23 April 2024." in review.the_report_says(office, ENDED)
        office.see_nothing(of)
        office.see_nothing_anywhere(of)


def asked_and_answered(office: Cases) -> str:
    """Referred with gaps; six agencies are asked, and each answers its own part and reads no other."""
    case = referral.refer(office)
    office.see_nothing(case)
    referral.screen(office, case)
    office.see_nothing(case)
    requests = {one: referral.answer(office, case, one) for one in AGENCIES}
    referral.each_reads_its_own_answer(office, case, requests)
    office.see_nothing(case)
    return case


def decided_and_begun(office: Cases, case: str) -> str:
    """A rapid review with a dissent, a recommendation, the chair’s decision; the review that follows, with two chronologies."""
    referral.meet(office, case, VIEWS, {"Home visits were not shared between services.": "no"})
    dissent = "The hospitals saw it differently."
    referral.recommend(office, case, **referral.TESTS, outcome="mandatory", why="All four are met.", dissent=dissent)
    referral.decide(office, case, **referral.TESTS, outcome="mandatory", why="I agree.")
    with office.as_("chair") as page:
        office.enter(page, case, "referral/decision/")
        for told in (dissent, VIEWS["hospitals"][1]):
            assert told in words(page)
    referral.tell(office, case)
    office.see_nothing(case)
    of = review.commission(office, case)
    review.set_out(office, of)
    review.chronologies(office, of)
    office.see_nothing(of)
    return of


@pytest.mark.capability("S63", "S66")
def test_what_a_declined_referral_taught_stays_and_a_decision_changed_after_an_inquest_is_a_new_one(office: Cases):
    with office.on("2023-06-06"):
        case = declined(office)
    with office.on("2024-02-13"):
        again = "The inquest found neglect."
        referral.decide(
            office, case, **referral.TESTS, outcome="mandatory", why="Neglect played a part.", what_changed=again
        )
        with office.as_("manager") as page:
            office.enter(page, case, "referral/decision/")
            for told in ("It replaces decision 1.", again, "Decision 1, replaced", "I agree with the group."):
                assert told in words(page), told
        office.see_nothing(case)
        its_learning_stays(office)
        of = review.commission(office, case, kind="About one adult")
        review.set_out(office, of)
        office.see_nothing(of)
        review.begin_the_report(office)
        assert "Adult Q" in review.the_report_says(office, UNDER_WAY)
        assert "Adult Q" not in review.the_report_says(office, ENDED)


def declined(office: Cases) -> str:
    """Two of the four tests are not met: there is no review, and what was learned at once is kept."""
    case = referral.refer(office, by="hospitals")
    referral.screen(office, case, asked=())
    office.see_nothing(case)
    referral.meet(office, case, dict.fromkeys(STATUTORY, ("none", "Nothing was missed between us.")), LEARNED)
    referral.recommend(office, case, **referral.NOT_MET, outcome="none", why="Two tests are not met.")
    referral.decide(office, case, **referral.NOT_MET, outcome="none", why="I agree with the group.")
    with office.as_("manager") as page:
        office.go(page, "referrals/")
        assert "Criteria not met" in page.locator("main tbody").inner_text()
    its_learning_stays(office)
    office.see_nothing(case)
    return case


def its_learning_stays(office: Cases) -> None:
    with office.as_("manager") as page:
        office.go(page, "findings/")
        for told in LEARNED:
            assert told in words(page), told
