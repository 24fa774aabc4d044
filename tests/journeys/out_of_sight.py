"""Cases opened in browsers, and what a seventh agency gets of them: nothing, at any address that anybody else came to.

Every page that somebody opens or sends within a case is kept, with the real keys in it. The seventh agency’s people then ask for
each of them, and for each address that the resolver knows; what they are answered is held against the same address of a case that
does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, Request

from tests.factories import walk
from tests.factories.addresses import every_address
from tests.factories.case_office import SEVENTH, CaseOffice, called
from tests.factories.filling_in import fill, save, tick

KEY = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
IN_A_CASE = re.compile(rf"/board/luton/cases/(?P<case>{KEY})/(?P<below>[^?#]*)")
OF_THE_ANSWER = re.compile(
    r"csrfmiddlewaretoken\" value=\"[^\"]*\"|X-CSRFToken\": \"[^\"]*\"|nonce[=-]\S*|"
    r"If you ask about this, say <[^>]*>\w+"
)
"""What differs from one answer to the next, whatever is asked."""
NOWHERE = str(uuid4())
"""The key of a case that does not exist."""
ONLOOKERS = (f"lead.{SEVENTH}", f"practitioner.{SEVENTH}")
LISTS = ("", "to-do/", "cases/", "referrals/", "reviews/", "notices/")
"""Where somebody who is near a case would find it."""


class Cases(CaseOffice):
    """The installation, with what was opened of each case."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        super().__init__(browser, folder)
        self.opened: dict[str, dict[tuple[str, str], bool]] = {}
        """Of each case, how and at which address below it somebody came; whether the onlookers tried it that day."""
        self.secret: set[str] = set()
        """Words by which an onlooker would know that a case is there."""
        self.said: set[tuple[BrowserContext, str]] = set()
        """Who has said why they open which case."""
        self.usual: dict[tuple[BrowserContext, str], tuple[int, str]] = {}
        """How a browser is answered at a case that does not exist: most addresses are answered alike."""

    @contextmanager
    def on(self, day: str) -> Iterator[None]:
        self.today = date.fromisoformat(day)
        for addresses in self.opened.values():
            addresses.update(dict.fromkeys(addresses, False))
        with super().on(day):
            yield

    @contextmanager
    def as_(self, persona: str) -> Iterator[Page]:
        with super().as_(persona) as page:
            page.on("request", self._keep)
            yield page

    def _keep(self, request: Request) -> None:
        found = IN_A_CASE.search(request.url)
        if found and request.is_navigation_request():
            self.opened.setdefault(found["case"], {}).setdefault((request.method, found["below"]), False)

    def enter(self, page: Page, case: str, below: str = "", why: str = "review") -> None:
        """Open a page of a case; first, where this person did not yet today, say why."""
        if (page.context, case) not in self.said:
            self.said.add((page.context, case))
            self.go(page, f"cases/{case}/why/")
            tick(page.locator(f'main [name="purpose"][value="{why}"]'))
            save(page, "Open it" if page.get_by_role("button", name="Open it").count() else "Keep it")
        self.go(page, f"cases/{case}/{below}")

    def put(self, page: Page, case: str, slug: str, of: str = "", **values: object) -> None:
        """A new record within a case, through its form; `of` is what it belongs to, as in `meeting=…`."""
        self.enter(page, case, f"{slug}/new/{of and '?'}{of}")
        fill(page, **values)
        save(page, "Save")

    def name(self, case: str, who: str, part: str, agency: str = "") -> None:
        """One manager asks that somebody be named, the other agrees."""
        with self.as_("manager") as page:
            self.enter(page, case, "named/new/")
            more = {"agency": agency} if agency else {}
            fill(page, user=called(who), part=part, why="Agreed by the group.", **more)
            save(page, "Ask for it")
        self._agreed(called(who))

    def let_in(self, case: str, *agencies: str) -> None:
        """One manager asks that agencies take part, the other agrees to all of them."""
        with self.as_("manager") as page:
            self.enter(page, case, "named/agencies/")
            for one in agencies:
                page.locator("main label", has_text=one).first.click()
            fill(page, why="They knew the adults.")
            save(page, "Ask for it")
        self._agreed(agencies[0])

    def _agreed(self, told: str) -> None:
        with self.as_("second.manager") as page:
            self.go(page, "cases/waiting/")
            page.locator("main li", has_text=told).get_by_role("button", name="Agree").click()
            page.wait_for_load_state()
            assert "You agreed." in page.locator("body").inner_text()

    def see_nothing(self, case: str) -> None:
        """The seventh agency’s people find the case in no list, and at no address where anybody was since they last looked."""
        new = [one for one, tried in self.opened[case].items() if not tried]
        assert self.opened[case]
        for who in ONLOOKERS:
            with self.as_(who) as page:
                self._lists_are_empty(page)
                for method, below in new:
                    self._is_as_nowhere(page, case, method, below)
        self.opened[case].update(dict.fromkeys(new, True))

    def see_nothing_anywhere(self, case: str) -> None:
        """The same at every address of the resolver, also those nobody opened: one asks for each, the other sends to it."""
        addresses = [one for one in every_address() if one.is_in_a_case]
        assert addresses
        for who, method in zip(ONLOOKERS, ("GET", "POST"), strict=True):
            with self.as_(who) as page:
                for one in addresses:
                    if one.takes(method):
                        self._is_as_nowhere(page, case, method, _below(one, case))

    def _lists_are_empty(self, page: Page) -> None:
        for one in LISTS:
            answer = page.request.get(f"{self.site}/board/luton/{one}")
            text = answer.text().partition("<main")[2]
            assert answer.status in {200, 403}, one
            assert not re.search(rf"/cases/{KEY}|/(?:reviews|referrals)/{KEY}", text), one
            assert [word for word in self.secret if word in text] == [], one

    def _is_as_nowhere(self, page: Page, case: str, method: str, below: str) -> None:
        found = self._answer(page, method, case, below)
        if found == self._usual(page, method):
            return
        nothing = self._answer(page, method, NOWHERE, below)
        assert found == nothing, f"{method} {below}: {found[0]}, {_differ(found[1], nothing[1])}"
        assert found[0] in {403, 404, 405}, f"{method} {below}: {found[0]}"

    def _usual(self, page: Page, method: str) -> tuple[int, str]:
        """How this browser is answered at a case that does not exist, by a page that everybody may have of their own cases."""
        known = (page.context, method)
        if known not in self.usual:
            self.usual[known] = self._answer(page, method, NOWHERE, "aside/")
            assert self.usual[known][0] == 404, self.usual[known]
        return self.usual[known]

    def _answer(self, page: Page, method: str, key: str, below: str) -> tuple[int, str]:
        api: APIRequestContext = page.request
        address = f"{self.site}/board/luton/cases/{key}/{below}"
        sent = {"X-CSRFToken": self._token(page), "Origin": self.site} if method == "POST" else None
        answer = api.fetch(address, method=method, headers=sent, max_redirects=0)
        return answer.status, OF_THE_ANSWER.sub("", answer.text().replace(key, ""))

    def _token(self, page: Page) -> str:
        """What a form of this browser would send along, so that the door itself answers and not the guard before it."""
        for one in page.context.cookies():
            if one["name"] == "csrf":
                return str(one["value"])
        page.request.get(f"{self.site}/board/luton/")
        return next(str(one["value"]) for one in page.context.cookies() if one["name"] == "csrf")

    def same_as_nowhere(self, page: Page, case: str, below: str) -> bool:
        """Whether an address answers somebody who is near a case as one of the same case at which nothing is."""
        keys = re.findall(KEY, below)
        nothing = below
        for key in keys:
            nothing = nothing.replace(key, NOWHERE)
        found = self._answer(page, "GET", case, below)
        other = self._answer(page, "GET", case, nothing)
        for key in keys:
            found = (found[0], found[1].replace(key, ""))
        return found[0] == 404 and found == (other[0], other[1].replace(NOWHERE, ""))


def _below(one: walk.Address, case: str) -> str:
    """An address below this case, with keys of nothing in it."""
    filled = {}
    for name in one.parameters:
        place = one.place(name)
        filled[name] = str(uuid4()) if "<uuid:" in place[place.rindex("<") :] else "1" if "<int:" in place else "csv"
    return one.path("luton", {**filled, "case": case}).partition(f"{case}/")[2]


def _differ(one: str, other: str) -> str:
    """Where two answers part ways."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, at - 60) : at + 120]}… and …{other[max(0, at - 60) : at + 120]}…"
