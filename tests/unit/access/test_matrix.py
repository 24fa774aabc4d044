"""What the table says, and how it is read."""

from __future__ import annotations

import pytest

from goldenthread.core.access import matrix
from goldenthread.core.access.acts import LETTERS, TITLES, Act, Role, Scope
from goldenthread.core.access.checks import of_matrix
from goldenthread.core.access.matrix import BadMatrix, Grant
from goldenthread.core.access.standing import effective
from tests.factories import matrix_by_hand


def test_a_cell_is_acts_at_a_scope():
    assert matrix.cell("RA2@all CU@own", "here") == (
        Grant(frozenset({Act.READ, Act.APPROVE}), Scope.ALL, frozenset({Act.APPROVE})),
        Grant(frozenset({Act.CREATE, Act.UPDATE}), Scope.OWN),
    )


@pytest.mark.parametrize("text", ["R", "R@", "R@everybody", "Z@all", "2@all", "@"])
def test_a_cell_that_cannot_be_read_is_refused_by_name(text: str):
    with pytest.raises(BadMatrix, match="money, chair"):
        matrix.cell(text, "money, chair")


def test_both_readings_of_the_table_agree_on_every_cell():
    ours = {
        (name, str(role)): [("".join(sorted(_letter(act) for act in one.acts)), str(one.scope)) for one in grants]
        for name, row in matrix.objects().items()
        for role, grants in row.grants.items()
    }
    theirs = {
        (name, str(role)): [
            ("".join(sorted(letters)), scope) for letters, scope in matrix_by_hand.cell(name, str(role))
        ]
        for name in matrix_by_hand.rows()
        for role in Role
        if matrix_by_hand.cell(name, str(role))
    }

    assert ours == theirs
    assert len(ours) > 450


def _letter(act: Act) -> str:
    return next(letter for letter, known in LETTERS.items() if known is act)


NAMED_IN_THE_DESIGN = [
    "governance", "directory", "plans", "meetings", "minutes", "draft_minutes", "risk_register", "challenges", "money", "asks",
    "answers", "self_assessments", "learning", "actions", "audits", "practice_audits", "review_referrals", "reviews", "identity",
    "chronology", "case_documents", "sealed_items", "panel_notes", "panel_cases", "position_of_trust", "escalations",
    "provider_concerns", "after_action_reviews", "training", "training_records", "extracts", "case_rows", "figures", "releases",
    "scorecard", "national_return", "reports", "web_page", "procedures", "published", "imports", "accounts", "own_account",
    "memberships", "access_matrix", "own_trail", "case_trail", "trail", "break_glass", "retention", "information_rights",
    "information_requests", "information_responses", "member_returns", "messages", "backups",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMED_IN_THE_DESIGN)
def test_every_kind_of_thing_has_a_row(name: str):
    assert name in matrix.objects()


def test_there_is_no_row_that_nobody_thought_of():
    others = {
        "agency_chronology_draft",
        "allocations",
        "audit_grades",
        "audit_returns",
        "audit_samples",
        "case_people",
        "cases",
        "chronology_asks",
        "chronology_notes",
        "documents",
        "draft_review_report",
        "evaluation",
        "evidence",
        "fact_checks",
        "fact_corrections",
        "group_papers",
        "interface_tokens",
        "lived_experience",
        "measures",
        "notices",
        "packs",
        "panels",
        "pathway_numbers",
        "plan_capacity",
        "plan_progress",
        "referral_decisions",
        "referral_details",
        "restricted_papers",
        "review_family",
        "review_gates",
        "review_work",
        "risk_scores",
        "scans",
        "sealed_grants",
        "sign_offs",
        "watch_words",
    }

    assert set(matrix.objects()) - set(NAMED_IN_THE_DESIGN) == others


def test_every_role_has_words():
    assert set(TITLES) == set(Role)
    assert len(Role) == 14


def test_an_unknown_row_is_refused():
    with pytest.raises(BadMatrix, match="biscuits"):
        matrix.grants("biscuits", Role.CHAIR)


def test_what_the_table_leaves_out_is_nothing():
    assert matrix.grants("trail", Role.CHAIR) == ()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR])
def test_keepers_of_the_machine_and_of_the_web_pages_have_nothing_of_the_boards_own(role: Role):
    high = {"board", "case", "sealed"}

    assert [row.name for row in matrix.objects().values() if row.level in high and role in row.grants] == []


def test_what_is_sealed_is_given_item_by_item():
    sealed = [row for row in matrix.objects().values() if row.level == "sealed"]
    scopes = {grant.scope for row in sealed for grants in row.grants.values() for grant in grants}

    assert [row.name for row in sealed] == ["sealed_items", "position_of_trust"]
    assert scopes == {Scope.ITEM}


def test_the_table_as_it_stands_passes_its_own_check():
    assert list(of_matrix(matrix.objects().values())) == []


@pytest.mark.parametrize(
    ("acts", "carried"),
    [
        ("R", "RL"),
        ("L", "L"),
        ("C", "C"),
        ("D", "D"),
        ("G", "G"),
        ("A", "AL"),
        ("X", "XL"),
        ("U", "UEL"),
        ("E", "EUL"),
        ("", ""),
    ],
)
def test_an_act_carries_what_it_cannot_do_without(acts: str, carried: str):
    assert effective(frozenset(LETTERS[one] for one in acts)) == {LETTERS[one] for one in carried}


def test_the_table_reads_as_sentences():
    actions = next(row for row in matrix.as_table() if row.name == "actions")

    assert (actions.title, actions.level) == ("Actions", "For those who work with the Board")
    assert actions.of(Role.AGENCY_CONTRIBUTOR) == ("reads and changes drafts of their own agency’s",)
    assert actions.of(Role.MEMBER) == ("reads their own groups’",)
    assert actions.of(Role.EDITOR) == ()


def test_a_second_person_is_told_in_words():
    releases = next(row for row in matrix.as_table() if row.name == "releases")

    assert releases.of(Role.CHAIR) == (
        "reads all of the Board’s",
        "signs off all of the Board’s, with a second person",
    )


def test_every_cell_of_the_table_has_words():
    rows = {row.name: row for row in matrix.as_table()}
    silent = [
        (name, role) for name, row in matrix.objects().items() for role in row.grants if not all(rows[name].of(role))
    ]

    assert set(rows) == set(matrix.objects())
    assert silent == []
