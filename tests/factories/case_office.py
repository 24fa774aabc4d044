"""An installation for journeys through cases: a Board, and the people of six agencies who work on a case; a seventh looks on.

Run as a program it fills a folder, or signs everybody in on a day and prints their sessions.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Page

from tests.conftest import ROOT
from tests.factories.office import Office

AGENCIES = ("luton-council", "icb", "police", "elft", "community-services", "hospitals")
"""The six that work on a case, by their short names in the demonstration's Board."""
SEVENTH = "healthwatch"
PEOPLE = {
    "manager": ("board_manager", ""),
    "second.manager": ("board_manager", ""),
    "chair": ("chair", ""),
    "governance": ("information_governance", ""),
    "reviewer": ("reviewer", ""),
    "panel.chair": ("panel_chair", "luton-council"),
    "panel.member": ("panel_member", "elft"),
    **{f"lead.{one}": ("agency_lead", one) for one in (*AGENCIES, SEVENTH)},
    **{f"practitioner.{one}": ("agency_contributor", one) for one in (*AGENCIES, SEVENTH)},
}
"""Who works here: role, and agency. Everybody’s e-mail address ends in @cases.example."""
NAMES = ("Ada", "Ben", "Cai", "Dee", "Eli", "Fay", "Gil", "Hal", "Ivo", "Jan", "Kit", "Lea", "Max", "Nia", "Ola", "Pia",
         "Quin", "Ray", "Sam", "Tam", "Una", "Val", "Wyn", "Xan")  # fmt: skip
SINCE = date(2023, 4, 1)


def called(who: str) -> str:
    """The name somebody goes by: invented, and another for each."""
    return f"{NAMES[list(PEOPLE).index(who)]} {who.replace('.', ' ').replace('-', ' ').title()}"


class CaseOffice(Office):
    """The installation, with everybody signed in on each day."""

    def begin(self) -> None:
        self._run("fill")

    @contextmanager
    def on(self, day: str) -> Iterator[None]:
        self.sessions: dict[str, str] = json.loads(self._run("sign-in", day))
        with super().on(day):
            yield

    def _run(self, *asked: str) -> str:
        command = [sys.executable, "-m", "tests.factories.case_office", str(self.folder), *asked]
        made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stdout + made.stderr
        return made.stdout.strip().splitlines()[-1] if made.stdout.strip() else ""

    @contextmanager
    def as_(self, persona: str) -> Iterator[Page]:
        """A browser of somebody who is signed in."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "session", "value": self.sessions[persona], "url": self.site}])
        page = context.new_page()
        yield page
        context.close()


def fill(data: Path) -> None:
    """The Board’s frame, with people who can sign in."""
    from django.conf import settings

    from goldenthread.accounts.models import User
    from goldenthread.boards.standing import AgencyMembership, RoleHeld
    from goldenthread.demo import build, records

    (data / build.MARKER).write_text(build.MARKER_WORDS, encoding="utf-8")
    settings.DATA.make()
    build._database(data)
    board, _, _ = records.frame()
    agencies = {one.slug: one for one in board.agencies.all()}
    for who, (role, agency) in PEOPLE.items():
        user = User.objects.create_user(f"{who}@cases.example", None, name=called(who))
        RoleHeld.objects.create(user=user, board=board, role=role, from_on=SINCE)
        if agency:
            AgencyMembership.objects.create(user=user, agency=agencies[agency], from_on=SINCE)


def sign_in() -> dict[str, str]:
    """A session for everybody, as if they had just come through the door with a second factor."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from goldenthread.accounts import sessions
    from goldenthread.accounts.models import SignIn, User
    from goldenthread.core import clock

    made = {}
    for who in PEOPLE:
        user, now, kept = User.objects.get(email=f"{who}@cases.example"), clock.now(), SessionStore()
        entry = SignIn.objects.create(user=user, started_at=now, seen_at=now, proved_at=now, browser="A browser")
        kept[SESSION_KEY], kept[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
        kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
        kept[sessions.SIGN_IN], kept[sessions.SECOND_FACTOR] = str(entry.pk), "demonstration"
        kept.create()
        made[who] = str(kept.session_key)
    return made


if __name__ == "__main__":
    folder, deed, *day = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    os.environ["GOLDENTHREAD_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
    if day:
        os.environ["GOLDENTHREAD_DAY"] = day[0]
    import django

    django.setup()
    if deed == "fill":
        fill(Path(folder))
    else:
        sys.stdout.write(json.dumps(sign_in()) + "\n")
