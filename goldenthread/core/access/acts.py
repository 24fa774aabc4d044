"""What people may do, who they are to a Board, and how near they stand to a record. Free of Django."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """A kind of deed. The values are stored in `access.toml` by their letters."""

    KNOW = "know it exists"
    READ = "read"
    CREATE = "create"
    UPDATE = "change while a draft"
    EDIT = "change"
    APPROVE = "approve"
    EXPORT = "export"
    DELETE = "take away"
    GRANT = "give access"


LETTERS = {
    "L": Act.KNOW,
    "R": Act.READ,
    "C": Act.CREATE,
    "U": Act.UPDATE,
    "E": Act.EDIT,
    "A": Act.APPROVE,
    "X": Act.EXPORT,
    "D": Act.DELETE,
    "G": Act.GRANT,
}


class Role(StrEnum):
    """What somebody is to a Board. Stored; never renamed."""

    ADMINISTRATOR = "administrator"
    ANALYST = "analyst"
    BOARD_MANAGER = "board_manager"
    BOARD_OFFICER = "board_officer"
    CHAIR = "chair"
    MEMBER = "member"
    AGENCY_CONTRIBUTOR = "agency_contributor"
    AGENCY_LEAD = "agency_lead"
    PANEL_CHAIR = "panel_chair"
    PANEL_MEMBER = "panel_member"
    REVIEWER = "reviewer"
    INFORMATION_GOVERNANCE = "information_governance"
    EDITOR = "editor"
    INSPECTOR = "inspector"

    @property
    def words(self) -> str:
        return TITLES[self]


TITLES = {
    Role.ADMINISTRATOR: "Platform administrator",
    Role.ANALYST: "Performance analyst",
    Role.BOARD_MANAGER: "Board manager",
    Role.BOARD_OFFICER: "Board officer",
    Role.CHAIR: "Independent chair",
    Role.MEMBER: "Board member",
    Role.AGENCY_CONTRIBUTOR: "Agency contributor",
    Role.AGENCY_LEAD: "Agency safeguarding lead",
    Role.PANEL_CHAIR: "Panel chair",
    Role.PANEL_MEMBER: "Panel member",
    Role.REVIEWER: "Independent reviewer",
    Role.INFORMATION_GOVERNANCE: "Information governance",
    Role.EDITOR: "Web editor",
    Role.INSPECTOR: "Inspector",
}


class Scope(StrEnum):
    """Which records of a kind: all of the Board's, or those one has a relationship to."""

    ALL = "all"
    OWN = "own"
    GROUP = "group"
    CASE = "case"
    SELF = "self"
    ITEM = "item"


SCOPE_WORDS = {
    Scope.ALL: "all of the Board’s",
    Scope.OWN: "their own agency’s",
    Scope.GROUP: "their own groups’",
    Scope.CASE: "cases they are named on",
    Scope.SELF: "their own",
    Scope.ITEM: "items given to them one by one",
}
