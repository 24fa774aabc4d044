"""The places of the workspace, in the order the navigation offers them, and what stands beside each other in a room."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from goldenthread.boards.models import Board
from goldenthread.core.access.acts import Act, Role, Scope
from goldenthread.core.access.matrix import grants
from goldenthread.core.access.standing import Standing, effective


@dataclass(frozen=True)
class Place:
    """A page one can go to: its words, its view, and the row of the matrix that opens it (None: a role is enough)."""

    words: str
    view: str
    name: str | None = None
    act: Act = Act.READ
    of_all: bool = False
    """It says nothing to somebody who reads only their own agency's, and is not offered to them."""

    def is_open_to(self, standing: Standing, board: Board) -> bool:
        if self.name is None:
            return True
        return standing.may(self.name, self.act, board.pk) and (
            not self.of_all or _reads_more(self.name, standing, board)
        )

    def address(self, board: Board) -> str:
        return reverse(f"workspace:{self.view}", kwargs={"board": board.slug})


def _reads_more(name: str, standing: Standing, board: Board) -> bool:
    """Whether somebody reads more than their own agency's records of a kind."""
    held = (grant for role in standing.roles_on(board.pk) for grant in grants(name, role))
    return any(Act.READ in effective(one.acts) and one.scope is not Scope.OWN for one in held)


@dataclass(frozen=True)
class Room:
    """A place of the navigation, with the places within it; the first that is open is where it leads."""

    words: str
    places: tuple[Place, ...]


HOME = Room("Your page", (Place("Your page", "home"),))
ROOMS = (
    HOME,
    Room(
        "Asks",
        (
            Place("Asks", "asks", "asks", of_all=True),
            Place("Answers", "answers", "answers"),
            Place("Who answered what", "asks-matrix", "asks", of_all=True),
            Place("What asks cost agencies", "asks-burden", "asks", of_all=True),
            Place("Self-assessments", "self-assessments", "self_assessments", of_all=True),
            Place("Forms", "ask-forms", "asks", of_all=True),
            Place("Forms of our own", "made-forms", "asks", of_all=True),
            Place("Answers to other Boards", "answers-shared", "answers", of_all=True),
        ),
    ),
    Room("Actions", (Place("Action register", "actions", "actions"), Place("Evidence", "evidence", "evidence"))),
    Room(
        "Reviews",
        (
            Place("Cases open to you", "cases-mine", "cases"),
            Place("Waiting to be named", "cases-waiting", "memberships", Act.GRANT),
            Place("Opened in emergencies", "case-openings", "break_glass"),
            Place("Reviews", "reviews", "reviews"),
            Place("Referrals", "referrals", "review_referrals"),
            Place("Refer somebody for a review", "referrals-begin", "review_referrals", Act.CREATE),
            Place("Circumstances", "circumstances", "review_referrals"),
            Place("Circumstances together", "referrals-circumstances", "review_referrals"),
            Place("Times of referrals and reviews", "referral-times", "governance", of_all=True),
            Place("Sorts of other processes", "process-sorts", "reviews", of_all=True),
            Place("Words every scan looks for", "watch-words", "watch_words"),
        ),
    ),
    Room(
        "Panels",
        (
            Place("Cases before panels", "panel-cases", "panel_cases"),
            Place("Positions of trust", "positions-of-trust", "position_of_trust"),
            Place("Disagreements", "disagreements", "escalations"),
            Place("Concerns about providers", "provider-concerns", "provider_concerns"),
            Place("After action reviews", "after-action-reviews", "after_action_reviews"),
            Place("Panels", "panels", "panels"),
            Place("Meetings of panels", "panel-meetings", "panels"),
            Place("Numbers from conferences", "panel-counts", "scorecard"),
            Place("In numbers", "pathway-numbers", "pathway_numbers"),
            Place("Deadlines", "pathway-deadlines", "panels"),
        ),
    ),
    Room(
        "Learning",
        (
            Place("Recommendations", "recommendations", "learning"),
            Place("Findings", "findings", "learning"),
            Place("Sources of learning", "sources", "learning"),
            Place("Measures of impact", "impact-measures", "measures"),
            Place("Verdicts", "verdicts", "measures"),
            Place("What does not fit", "contradictions", "learning"),
            Place("Audit programme", "audit-programme", "audits"),
            Place("Multi-agency audits", "practice-audits", "audits"),
            Place("Audits of enquiries", "audits", "audits"),
            Place("Audit returns", "audit-returns", "audit_returns"),
        ),
    ),
    Room(
        "Themes",
        (
            Place("Themes", "themes", "plans"),
            Place("Themes over the years", "theme-years", "learning"),
            Place("Evaluation days", "evaluation-days", "evaluation"),
            Place("What we make of each theme", "theme-assurances", "evaluation"),
            Place("Who looks at what", "allocations", "allocations"),
            Place("Data still needed", "data-needed", "evaluation"),
            Place("Next steps", "next-steps", "evaluation"),
        ),
    ),
    Room(
        "Plan",
        (
            Place("Strategy map", "strategy", "plans"),
            Place("Delivery plan", "delivery-plan", "plans"),
            Place("Set out, did, difference", "set-out-and-did", "plans"),
            Place("Recommendations and commitments", "undertakings", "plans"),
            Place("Contradictions", "plan-checks", "plans"),
            Place("Load", "plan-load", "plan_capacity"),
            Place("Programme of the year", "work-programme", "plans"),
            Place("Members’ returns", "member-returns", "member_returns"),
            Place("Strategic plans", "strategic-plans", "plans"),
            Place("Priorities", "priorities", "plans"),
            Place("Golden threads", "golden-threads", "plans"),
            Place("Principles", "principles", "plans"),
            Place("Accounts of the principles", "principle-accounts", "plans"),
            Place("Vision", "visions", "plans"),
        ),
    ),
    Room(
        "Registers",
        (
            Place("Issues of concern", "issues-of-concern", "plans"),
            Place("Policies and guidance", "policies", "procedures"),
            Place("Campaigns", "campaigns", "plans"),
            Place("Where people can get help", "services", "plans"),
            Place("Forums", "forums", "plans"),
            Place("Strategies of others", "external-strategies", "plans"),
            Place("Programmes of change", "programmes", "plans"),
            Place("Duties of the partners", "partner-duties", "plans"),
            Place("Lived experience", "lived-experience", "lived_experience"),
        ),
    ),
    Room(
        "Meetings",
        (
            Place("Calendar", "meetings-calendar", "meetings"),
            Place("Meetings", "meetings", "meetings"),
            Place("Who came", "meetings-matrix", "meetings"),
            Place("Attendance", "attendance", "meetings"),
            Place("Decisions", "decisions", "meetings"),
            Place("Challenges", "challenges", "challenges"),
            Place("Replies", "challenge-replies", "challenges"),
            Place("The chair’s scrutiny", "scrutiny", "challenges"),
            Place("Papers of groups", "group-papers", "group_papers"),
        ),
    ),
    Room(
        "Risks",
        (
            Place("Risks", "risks", "risk_register"),
            Place("Map", "risk-map", "risk_register"),
            Place("Risks we share", "risk-shares", "risk_register"),
            Place("Risks shared with us", "shared-risks", "risk_register"),
            Place("Risks offered to us", "risks-offered", "risk_register", Act.CREATE),
            Place("Bands of scores", "risk-bands", "risk_register"),
        ),
    ),
    Room("Extracts", (Place("Extracts", "extracts", "extracts"), Place("Frozen data", "frozen-sets", "releases"))),
    Room(
        "Figures",
        (
            Place("Figures", "figures", "figures"),
            Place("Commentary", "commentaries", "scorecard"),
            Place("Measures wanted", "measures", "scorecard"),
            Place("Data packs", "data-packs", "scorecard"),
            Place("Releases", "releases", "releases"),
            Place("National return", "national-return", "national_return"),
            Place("Tokens", "tokens", "interface_tokens"),
        ),
    ),
    Room(
        "Scorecard",
        (
            Place("Scorecard", "scorecard", "scorecard", of_all=True),
            Place("Catalogue of indicators", "scorecard-catalogue", "scorecard", of_all=True),
            Place("Themes of the scorecard", "scorecard-themes", "scorecard", of_all=True),
            Place("Ethnic groups", "scorecard-groups", "scorecard", of_all=True),
            Place("What the Board makes of indicators", "indicator-commentaries", "scorecard", of_all=True),
            Place("Known changes", "known-changes", "scorecard", of_all=True),
            Place("Values of other places", "compared-values", "scorecard", of_all=True),
            Place("People by ethnic group", "adult-populations", "scorecard", of_all=True),
            Place("People by age", "people-by-age", "scorecard", of_all=True),
        ),
    ),
    Room("Report", (Place("Annual report", "reports", "reports"),)),
    Room(
        "Training",
        (
            Place("The year", "training", "training"),
            Place("Courses", "courses", "training"),
            Place("Sessions", "sessions", "training"),
            Place("Bookings", "bookings", "training_records"),
            Place("Whether it helped", "training-evaluation", "training"),
            Place("What is missing", "needs-matrix", "training"),
            Place("Who is trained", "training-compliance", "training"),
        ),
    ),
    Room(
        "Money",
        (
            Place("The year", "money", "money"),
            Place("Who pays what", "money-members", "money"),
            Place("Contributions", "contributions", "money"),
            Place("In kind", "in-kind", "money"),
            Place("Spending", "spending", "money"),
            Place("Commitments", "promised-money", "money"),
            Place("Calling on members", "money-call", "money"),
            Place("Rules for calls", "call-rules", "money"),
            Place("Price series", "price-series", "money"),
        ),
    ),
    Room(
        "The Board",
        (
            Place("About the Board", "about-board", "governance"),
            Place("Agencies", "agencies", "governance"),
            Place("Seats", "seats", "governance"),
            Place("Groups", "groups", "governance"),
            Place("How they are built", "structure", "governance"),
            Place("Terms of reference", "terms", "governance"),
            Place("Reporting lines", "reporting-lines", "governance"),
            Place("Key documents", "key-documents", "sign_offs"),
            Place("Taken to the national level", "national-issues", "learning"),
            Place("People", "people", "directory"),
            Place("Facts about the place", "facts", "governance"),
            Place("Words that mean the same", "same-words", "governance"),
            Place("Bring in your spreadsheets", "year-zero", "imports"),
            Place("Accounts and roles", "accounts", "accounts"),
            Place("The whole trail", "trail", "trail"),
        ),
    ),
)


EVERYTHING = Place("Everything", "everything")
FIRST: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: ("The Board",),
    Role.ANALYST: ("Extracts", "Asks", "Figures", "Scorecard", "Report", "Plan"),
    Role.BOARD_MANAGER: ("Actions", "Asks", "Meetings", "Reviews", "Learning", "Risks", "Report"),
    Role.BOARD_OFFICER: ("Actions", "Asks", "Meetings", "Reviews", "Plan", "Training", "Report"),
    Role.CHAIR: ("Meetings", "Asks", "Reviews", "Learning", "Risks", "Figures", "Report"),
    Role.MEMBER: ("Actions", "Meetings", "Plan", "Figures", "Scorecard", "Risks", "Report"),
    Role.AGENCY_CONTRIBUTOR: ("Asks", "Actions", "Meetings", "Plan", "Extracts", "Training"),
    Role.AGENCY_LEAD: ("Asks", "Actions", "Meetings", "Learning", "Plan", "Extracts", "Report"),
    Role.PANEL_CHAIR: ("Reviews", "Panels", "Learning", "Actions"),
    Role.PANEL_MEMBER: ("Reviews", "Panels", "Learning", "Actions"),
    Role.REVIEWER: ("Reviews", "Learning", "Actions"),
    Role.INFORMATION_GOVERNANCE: ("Reviews", "Extracts", "Figures", "Report", "The Board"),
    Role.EDITOR: ("Report", "Plan"),
    Role.INSPECTOR: ("Plan", "Actions", "Figures", "Report"),
}
"""The rooms each role goes to most, in that order; the rest are on the page of everything."""
MOST = 7


@dataclass(frozen=True)
class Link:
    """A way to somewhere. `is_here` marks where the page is; `is_more` stands behind “more pages”, after the others."""

    words: str
    address: str
    is_here: bool
    is_more: bool = False


def open_rooms(standing: Standing, board: Board) -> list[tuple[Room, list[Place]]]:
    """Every room this person can enter, with the doors that are open to them."""
    found = [(room, [place for place in room.places if place.is_open_to(standing, board)]) for room in ROOMS]
    return [(room, doors) for room, doors in found if doors]


def rooms(standing: Standing, board: Board, here: str) -> list[Link]:
    """The navigation: home, the rooms this person's roles go to most, and everything. `here` names the page's view."""
    wanted = [words for role in standing.roles_on(board.pk) for words in FIRST[role]]
    doors = {room.words: (room, places) for room, places in open_rooms(standing, board)}
    first = list(dict.fromkeys(words for words in wanted if words in doors))[:MOST]
    if here and not any(_is_in(doors[words][0], here) for words in ["Your page", *first]):
        first += [words for words, (room, _) in doors.items() if _is_in(room, here)]
    found = [
        Link(words, doors[words][1][0].address(board), _is_in(doors[words][0], here)) for words in ["Your page", *first]
    ]
    return [*found, Link(EVERYTHING.words, EVERYTHING.address(board), here == EVERYTHING.view)]


def siblings(here: str, standing: Standing, board: Board) -> list[Link]:
    """The other places of the room a page is in, itself among them; empty where it stands alone."""
    room = next((one for one in ROOMS if _is_in(one, here)), HOME)
    doors = [place for place in room.places if place.is_open_to(standing, board)]
    found = [Link(place.words, place.address(board), place.view == _stem(here, room)) for place in doors]
    return found if len(found) > 1 else []


def _is_in(room: Room, here: str) -> bool:
    return _stem(here, room) in {place.view for place in room.places}


def _stem(here: str, room: Room) -> str:
    """The place a view belongs to: "actions-record" belongs to "actions"."""
    names = sorted((place.view for place in room.places), key=len, reverse=True)
    return next((name for name in names if here == name or here.startswith(f"{name}-")), here)
