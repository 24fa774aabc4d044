"""Every address of audits, as every role and tie: what is declared, and what is answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.backends.django import Template

from goldenthread.core.access import Role
from tests.factories import places, walk  # noqa: F401  (places says what to put in addresses)
from tests.factories.addresses import every_address

OURS = {
    "audit-programme", "audit-programmes", "practice-audits", "audit-samples", "audit-questions", "audit-meetings",
    "audit-conclusions", "audit-returns", "audits", "audit-cases",
}  # fmt: skip


@pytest.mark.django_db
def test_every_page_of_audits_answers_as_the_table_declares(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")
    land: Any = walk.land()
    monkeypatch.setattr(walk, "METHODS", ["GET", "POST"])  # the promise walks the others, and every tie
    addresses = [one for one in every_address() if one.is_of_a_board and one.folder in OURS]
    people = [one for one in land.people if one.tie in {"near", "none"}]

    seen = walk.walk(land, addresses, people)

    assert seen.wrong == []
    assert seen.cells == len(addresses) * len(Role) * 2 * 2
    assert {one.folder for one in addresses} == OURS
