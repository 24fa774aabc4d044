"""Writing a section: saving, versions, two people at once, a sign-in that ran out, sign-off."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Person
from goldenthread.reports import operations, readiness, writing
from goldenthread.reports.models import LONGEST, Report, Section, SectionVersion
from goldenthread.trail.models import Entry
from tests.factories.report_writing import SYSTEM, SignIn

ADDRESS = "/board/example/reports/2023-24/sections/summary/"


def opened(client: Client, address: str = ADDRESS) -> dict[str, Any]:
    """The editor's form as a browser would send it."""
    found = client.get(address)
    assert found.status_code == 200
    form = found.context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in data.items()}


def save(client: Client, sent: dict[str, Any], do: str = "save") -> Any:
    return client.post(ADDRESS, {**sent, "do": do})


def page(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_every_save_is_a_version(report: Report, section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)

    for text in ("Once.", "Twice."):
        assert save(here, {**opened(here), "text": text}).status_code == 302

    section.refresh_from_db()
    kept = [(one.number, one.text, one.written_by) for one in section.versions.all()]
    assert section.text == "Twice."
    assert kept == [
        (3, "Twice.", manager.name),
        (2, "Once.", manager.name),
        (1, "None this year.", "before versions were kept"),
    ]


def test_saving_the_same_again_keeps_no_version(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)

    save(here, opened(here))

    assert SectionVersion.objects.count() == 0
    assert Entry.objects.filter(verb="write a section").count() == 0


def test_lines_are_kept_as_they_are_whatever_the_browser_sends(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)

    save(here, {**opened(here), "text": "One.\r\n\r\nTwo."})

    section.refresh_from_db()
    assert section.text == "One.\n\nTwo."


def test_a_half_done_section_can_be_saved_and_says_what_is_wrong(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)

    save(here, {**opened(here), "text": "There were 34 concerns.\n\nAnd [[concerns.recieved]]."})
    said = page(here.get(ADDRESS))

    section.refresh_from_db()
    assert section.text.startswith("There were 34")
    assert "One number is not bound, and one other thing to put right" in said
    assert "“34” is not bound." in said
    assert '<span class="gt-loose">34<span class="gt-loose__note"> not bound</span></span>' in said
    assert "There is no figure “concerns.recieved”. Nearest: concerns.received" in said


def test_a_loose_number_cannot_be_handed_in_and_nothing_typed_is_lost(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)

    answer = save(here, {**opened(here), "text": "There were 34 concerns."}, "ready")

    section.refresh_from_db()
    assert answer.status_code == 422
    assert "This section is not ready: one number is not bound." in page(answer)
    assert "There were 34 concerns.</textarea>" in page(answer)
    assert (section.text, section.state) == ("None this year.", "being_written")


def test_a_mended_section_is_handed_in(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)

    save(here, {**opened(here), "text": "There were [[concerns.received]] concerns."}, "ready")

    section.refresh_from_db()
    assert (section.state, section.state_by) == ("ready", manager.name)


def test_two_who_write_at_once_see_both_versions(section: Section, manager: User, officer: User, sign_in: SignIn):
    mine, theirs = sign_in(manager), sign_in(officer)
    first, second = opened(mine), opened(theirs)

    save(theirs, {**second, "text": "Written by the officer."})
    answer = save(mine, {**first, "text": "Written by the manager."})

    section.refresh_from_db()
    assert answer.status_code == 409
    assert section.text == "Written by the officer."
    assert "Written by the manager.</textarea>" in page(answer)
    assert "Written by the officer." in page(answer)
    assert 'Written by the <del><span class="govuk-visually-hidden">(gone: </span>officer' in page(answer)


def test_saving_over_theirs_is_meant_and_theirs_is_a_version(
    section: Section, manager: User, officer: User, sign_in: SignIn
):
    mine, theirs = sign_in(manager), sign_in(officer)
    first, second = opened(mine), opened(theirs)
    save(theirs, {**second, "text": "Written by the officer."})
    answer = save(mine, {**first, "text": "Written by the manager."})
    again = {name: answer.context["form"][name].value() or "" for name in first}

    save(mine, again)

    section.refresh_from_db()
    assert section.text == "Written by the manager."
    assert [one.text for one in section.versions.all()] == [
        "Written by the manager.",
        "Written by the officer.",
        "None this year.",
    ]


def test_different_fields_written_at_once_are_both_kept(
    section: Section, manager: User, officer: User, sign_in: SignIn
):
    mine, theirs = sign_in(manager), sign_in(officer)
    first, second = opened(mine), opened(theirs)

    save(theirs, {**second, "finding": "Theirs."})
    answer = save(mine, {**first, "text": "Mine."})

    assert answer.status_code == 409  # the finding they sent back is the old one, so somebody has to look
    assert section.versions.count() == 2


def test_what_was_written_outlives_the_sign_in(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    first = here.get(ADDRESS)
    writer = re.search(r'name="writer" value="([^"]+)"', first.content.decode())
    assert writer is not None
    sent = {**opened(here), "text": "Long thought about.", "writer": writer[1]}
    here.logout()

    save(here, sent)
    again = sign_in(manager)
    again.cookies["gt-kept"] = here.cookies["gt-kept"].value
    said = page(again.get(ADDRESS))

    assert "Nothing was lost" in said
    assert "Long thought about.</textarea>" in said
    section.refresh_from_db()
    assert section.text == "None this year."


def test_a_megabyte_is_refused_kindly_and_given_back(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    long = "word " * 200_000

    answer = save(here, {**opened(here), "text": long})

    section.refresh_from_db()
    assert answer.status_code == 422
    assert f"The text is longer than {LONGEST:,} characters. Split it into two sections" in page(answer)
    assert answer.content.decode().count("word ") >= 199_999
    assert section.text == "None this year."


def test_an_owner_is_asked_for(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)

    answer = save(here, {**opened(here), "owner": ""})

    assert answer.status_code == 422
    assert "Enter the post that answers for it" in page(answer)


def test_a_member_writes_nothing(section: Section, member: User, sign_in: SignIn):
    here = sign_in(member)

    assert here.post(ADDRESS, {"text": "Mine."}).status_code == 403
    assert here.post(f"{ADDRESS}preview/", {"text": "Mine."}).status_code == 403


def test_a_published_report_cannot_be_written_in(report: Report, section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    sent = opened(here)
    operations.publish(report=report, by=SYSTEM)

    answer = save(here, {**sent, "text": "Another."})

    section.refresh_from_db()
    assert "This report is published, so its words cannot be changed." in page(answer)
    assert section.text == "None this year."
    assert "<textarea" not in page(here.get(ADDRESS))


def test_a_version_can_be_read_and_compared(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    save(here, {**opened(here), "text": "None last year."})

    said = page(here.get(f"{ADDRESS}versions/1/"))

    assert "(gone: </span>this<" in said
    assert "(new: </span>last<" in said
    assert here.get(f"{ADDRESS}versions/9/").status_code == 404


def step(client: Client, name: str, **sent: str) -> Any:
    return client.post(f"{ADDRESS}step/{name}/", sent)


def test_a_section_is_signed_off_by_the_manager(section: Section, officer: User, manager: User, sign_in: SignIn):
    assert step(sign_in(officer), "hand-in").status_code == 302
    assert step(sign_in(officer), "sign-off").status_code == 403

    step(sign_in(manager), "sign-off")

    section.refresh_from_db()
    assert (section.state, section.state_by) == ("signed_off", manager.name)


def test_an_owner_signs_off_their_own_section_and_no_other(
    report: Report, section: Section, owner: Person, member: User, sign_in: SignIn
):
    Section.objects.filter(pk=section.pk).update(person=owner)
    for one in report.sections.all():
        writing.take(name="hand-in", section=one, by=SYSTEM)

    mine = step(sign_in(member), "sign-off")
    other = sign_in(member).post("/board/example/reports/2023-24/sections/money/step/sign-off/")

    section.refresh_from_db()
    assert (mine.status_code, other.status_code) == (302, 403)
    assert section.state == "signed_off"


def test_a_section_is_sent_back_with_a_reason(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    step(here, "hand-in")

    without = step(here, "return", why=" ")
    step(here, "return", why="Say what changed for people.")

    section.refresh_from_db()
    assert without.status_code == 422
    assert (section.state, section.returned_why) == ("being_written", "Say what changed for people.")
    assert "Say what changed for people." in page(here.get(ADDRESS))


@pytest.mark.parametrize("name", ["sign-off", "return", "reopen"])
def test_a_step_out_of_turn_is_refused(section: Section, manager: User, sign_in: SignIn, name: str):
    answer = step(sign_in(manager), name, why="Because.")

    section.refresh_from_db()
    assert answer.status_code == 409
    assert section.state == "being_written"


def test_a_change_takes_the_sign_off_away(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    step(here, "hand-in")
    step(here, "sign-off")

    save(here, {**opened(here), "text": "Another thing."})

    section.refresh_from_db()
    assert section.state == "being_written"


def test_there_is_no_such_step(section: Section, manager: User, sign_in: SignIn):
    assert step(sign_in(manager), "skip").status_code == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Nothing is said here"),
        ("{{records decisions}}", "Nothing is said here"),
        ("Words.\n\n## A heading", "Nothing stands under “A heading”"),
    ],
)
def test_what_says_nothing_is_not_handed_in_and_answers_nothing(section: Section, text: str, said: str):
    Section.objects.filter(pk=section.pk).update(text=text)

    with pytest.raises(writing.NotReady) as refused:
        writing.take(name="hand-in", section=section, by=SYSTEM)

    assert any(said in one.words for one in refused.value.faults)
    answers = readiness.of(section.report).answers
    assert any(one.is_answered for one in answers) == text.startswith("Words.")
