"""How complete a review is: markers and questions of governance."""

from __future__ import annotations

import pytest

from goldenthread.core.access import Role
from goldenthread.reviews.models import QualityAnswer
from tests.factories.reviewing import room


@pytest.mark.django_db
def test_a_marker_is_answered_by_its_three_audiences_and_shown_on_one_page():
    where = room()
    manager = where.who("manager", Role.BOARD_MANAGER)
    there = f"{where.below}quality/"
    said = {"marker-8-accountable": "met", "marker-8-doing": "partly", "marker-8-doing-evidence": "Minutes of May."}

    assert manager.post(f"{there}marker-8/", said).status_code == 302
    assert manager.post(f"{there}governance-6/", {"governance-6": "not_met"}).status_code == 302
    read = manager.get(f"{there}governance-6/").context["form"].fields["read"].initial
    assert manager.post(f"{there}governance-6/", {"governance-6": "met", "read": read}).status_code == 302

    assert dict(QualityAnswer.objects.values_list("question", "answer")) == {
        "governance-6": "met", "marker-8-accountable": "met", "marker-8-doing": "partly",
    }  # fmt: skip
    page = manager.get(there).content.decode()
    assert "3 of 57 questions are answered" in page


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["marker-16", "marker-0", "governance-13", "marker-", "other-1", "marker-1-doing"])
def test_there_is_no_page_of_what_is_not_asked(page):
    where = room()

    assert where.who("manager", Role.BOARD_MANAGER).get(f"{where.below}quality/{page}/").status_code == 404


@pytest.mark.django_db
def test_a_panel_member_reads_the_answers_and_gives_none():
    where = room()
    member = where.who("member", Role.PANEL_MEMBER)

    assert member.get(f"{where.below}quality/").status_code == 200
    assert member.get(f"{where.below}quality/marker-1/").status_code == 403


@pytest.mark.django_db
def test_an_answer_over_somebody_elses_is_shown_both_before_it_is_saved():
    where = room()
    manager, officer = where.who("manager", Role.BOARD_MANAGER), where.who("officer", Role.BOARD_OFFICER)
    there = f"{where.below}quality/governance-4/"
    read = manager.get(there).context["form"].fields["read"].initial
    officer.post(there, {"governance-4": "met", "governance-4-evidence": "Terms of May.", "read": read})

    late = manager.post(there, {"governance-4": "not_met", "read": read})
    kept = QualityAnswer.objects.get().answer
    again = manager.post(there, {"governance-4": "not_met", "read": late.context["form"].data["read"]})

    assert (late.status_code, kept, again.status_code) == (422, "met", 302)
    assert "Somebody answered this meanwhile: “Met”, with: Terms of May." in late.content.decode()
    assert QualityAnswer.objects.get().answer == "not_met"
