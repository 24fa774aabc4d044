"""Long work: told step by step, stopped when asked, found when its doer died, and seen by whoever asked for it."""

from __future__ import annotations

import fcntl
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.config.paths import DataFolder
from goldenthread.core import health
from goldenthread.core.access.acts import Role
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.workspace import jobs
from goldenthread.workspace.jobs import Say
from goldenthread.workspace.models import Job
from tests import installations
from tests.factories import extracts, people

Work = Callable[[Job, Say], Mapping[str, Any]]


@pytest.fixture
def somebody(board: Board) -> User:
    return people.person("sam@example.example", board=board, role=Role.ANALYST)


@pytest.fixture
def client(somebody: User) -> Client:
    return people.signed_in(Client(), somebody)


@pytest.fixture
def does(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Work], None]]:
    """Say how the work called "try-out" is done."""

    def done_by(work: Work) -> None:
        monkeypatch.setitem(jobs._kinds, "try-out", jobs.Kind("Trying it out", work))

    return done_by


@pytest.fixture
def start(board: Board, somebody: User) -> Callable[[], Job]:
    by = Actor.person("Sam Example", somebody.pk)
    return lambda: jobs.start("try-out", board=board, by=by, payload={"back": "/board/example/"})


@pytest.fixture
def a_worker(db: None) -> None:
    """A worker was seen a moment ago, so that work is left to it."""
    health.seen("worker")


def finished(job: Job, say: Say) -> dict[str, Any]:
    say(1, 2, "Laying the table")
    say(2, 2, "Clearing it")
    return {"address": "/board/example/everything/", "words": "The table was laid and cleared."}


def test_where_there_is_no_worker_it_is_done_at_once(does: Callable[[Work], None], start: Callable[[], Job]):
    does(finished)

    job = start()

    assert (job.state, job.step, job.steps, job.words) == ("done", 2, 2, "Clearing it")
    assert job.ended_at is not None


@pytest.mark.usefixtures("a_worker")
def test_where_there_is_a_worker_it_waits_for_it(
    does: Callable[[Work], None], start: Callable[[], Job], client: Client
):
    does(finished)

    job = start()

    assert job.state == "waiting"
    page = client.get(f"/board/example/long-work/{job.pk}/").content.decode()
    assert "Waiting for its turn" in page
    assert "You can leave this page." in page
    assert 'role="status"' in page
    jobs.queued.call(str(job.pk))
    led = client.get(f"/board/example/long-work/{job.pk}/", follow=True)
    assert led.redirect_chain == [("/board/example/everything/", 302)]
    assert "The table was laid and cleared." in led.content.decode()


@pytest.mark.usefixtures("a_worker")
def test_the_page_asks_by_itself_and_is_led_on(does: Callable[[Work], None], start: Callable[[], Job], client: Client):
    does(finished)
    job = start()
    address = f"/board/example/long-work/{job.pk}/"

    before = client.get(address, headers={"HX-Request": "true"})
    jobs.do(job.pk)
    after = client.get(address, headers={"HX-Request": "true"})

    assert (before.status_code, 'data-hx-trigger="every 2s"' in before.content.decode()) == (200, True)
    assert (after.status_code, after["HX-Redirect"]) == (204, address)


def test_it_says_how_far_it_is_while_it_is_done(does: Callable[[Work], None], start: Callable[[], Job], client: Client):
    seen: list[str] = []

    def looked_at(job: Job, say: Say) -> dict[str, Any]:
        say(1, 2, "Laying the table")
        seen.append(client.get(f"/board/example/long-work/{job.pk}/").content.decode())
        return {}

    does(looked_at)
    start()

    assert "Step 1 of 2: Laying the table." in seen[0]


def test_done_by_two_at_once_it_is_done_once(does: Callable[[Work], None], start: Callable[[], Job]):
    times: list[int] = []

    def counted(job: Job, say: Say) -> dict[str, Any]:
        times.append(1)
        jobs.do(job.pk)
        return {}

    does(counted)
    job = start()
    jobs.do(job.pk)

    assert times == [1]


def test_stopped_at_its_next_step_and_started_again(
    does: Callable[[Work], None], start: Callable[[], Job], client: Client
):
    stops = [True]

    def stopped(job: Job, say: Say) -> dict[str, Any]:
        say(1, 2, "Laying the table")
        if stops.pop() if stops else False:
            client.post(f"/board/example/long-work/{job.pk}/stop/")
        say(2, 2, "Clearing it")
        return {}

    does(stopped)
    job = start()

    assert (job.state, job.step) == ("cancelled", 2)
    client.post(f"/board/example/long-work/{job.pk}/again/")
    job.refresh_from_db()
    assert job.state == "done"


@pytest.mark.usefixtures("a_worker")
def test_what_waits_is_stopped_at_once(does: Callable[[Work], None], start: Callable[[], Job], client: Client):
    does(finished)
    job = start()

    client.post(f"/board/example/long-work/{job.pk}/stop/")
    jobs.do(job.pk)

    job.refresh_from_db()
    assert (job.state, job.result) == ("cancelled", {})


def test_what_it_refuses_is_told_in_its_own_words(
    does: Callable[[Work], None], start: Callable[[], Job], client: Client
):
    def refused(job: Job, say: Say) -> dict[str, Any]:
        raise Refused("The table has no legs. Bring one with four.")

    does(refused)
    job = start()

    page = client.get(f"/board/example/long-work/{job.pk}/").content.decode()
    assert "The table has no legs. Bring one with four." in page
    assert "Start it again" in page


def test_a_fault_of_ours_tells_nothing_of_what_was_in_it(
    does: Callable[[Work], None], start: Callable[[], Job], client: Client
):
    def broken(job: Job, say: Say) -> dict[str, Any]:
        raise ValueError("Mrs Example of 1 Example Street")

    does(broken)
    job = start()

    page = client.get(f"/board/example/long-work/{job.pk}/").content.decode()
    assert "a fault on our side" in page
    assert "Example Street" not in page + job.error


def test_it_is_seen_only_by_whoever_asked_for_it(
    does: Callable[[Work], None], start: Callable[[], Job], board: Board, as_role: Callable[[Role], Client]
):
    does(finished)
    job = start()

    for role in (Role.BOARD_MANAGER, Role.ANALYST, Role.ADMINISTRATOR):
        other = as_role(role)
        assert other.get(f"/board/example/long-work/{job.pk}/").status_code == 404
        assert other.post(f"/board/example/long-work/{job.pk}/again/").status_code == 404
        assert other.post(f"/board/example/long-work/{job.pk}/stop/").status_code == 404


def _running(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(state="running", ended_at=None)


def test_work_whose_doer_is_gone_is_found_by_looking_at_it(
    does: Callable[[Work], None], start: Callable[[], Job], client: Client
):
    does(finished)
    job = start()
    _running(job)

    page = client.get(f"/board/example/long-work/{job.pk}/").content.decode()

    assert "The program that did this was stopped before it was done." in page
    client.post(f"/board/example/long-work/{job.pk}/again/")
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")


def test_work_that_somebody_is_at_is_not_lost_and_not_started_again(
    does: Callable[[Work], None], start: Callable[[], Job], somebody: User, data: DataFolder
):
    does(finished)
    job = start()
    _running(job)

    with (data.root / "jobs" / f"{job.pk}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        assert jobs.find_lost() == 0
        with pytest.raises(NotPossibleNow, match="being done"):
            jobs.again(job, by=Actor.person("Sam Example", somebody.pk))


def test_a_check_killed_midway_is_found_and_ends_well_when_started_again(tmp_path: Path):
    """A real process, killed while it checks; another then finds the work, and does it."""
    extracts.write(extracts.good(), tmp_path / "extract")
    with installations.fresh(tmp_path) as environment:
        migrated = installations.goldenthread(environment, "migrate")
        assert migrated.returncode == 0, migrated.stderr
        begin = (
            "import django, os, signal; django.setup()\n"
            "from pathlib import Path\n"
            "from uuid import uuid4\n"
            "from django.core.files.uploadedfile import SimpleUploadedFile as F\n"
            "from goldenthread.boards.models import Board\n"
            "from goldenthread.core.actors import Actor\n"
            "from goldenthread.workspace.extracts import operations, receiving, work\n"
            "work.check_into = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
            "board = Board.objects.create(slug='b', name='B', short_name='B', area='B', authority='B')\n"
            f"files = [F(p.name, p.read_bytes()) for p in Path({str(tmp_path / 'extract')!r}).iterdir()]\n"
            "found = receiving.receive(files)\n"
            "operations.send(found.parts, names=[], said={}, key=uuid4(), board=board, agency=None, by=Actor.console('Sam'))"
        )
        died = installations.run(environment, "-c", begin)
        assert died.returncode == -signal.SIGKILL, died.stderr

        again = (
            "import django; django.setup()\n"
            "from goldenthread.core.actors import Actor\n"
            "from goldenthread.workspace import jobs\n"
            "from goldenthread.workspace.models import Job, CheckedExtract\n"
            "from goldenthread.casework.models import Extract\n"
            "job = Job.objects.get()\n"
            "before = (job.state, jobs.find_lost(job), job.state)\n"
            "job = jobs.again(job, by=Actor.console('Sam'))\n"
            "print(before, job.state, CheckedExtract.objects.get().state, Extract.objects.count())"
        )
        found = installations.run(environment, "-c", again)

    assert found.stdout.strip() == "('running', 1, 'failed') done checked 0", found.stderr


def test_a_load_killed_midway_leaves_nothing_and_ends_well_when_started_again(tmp_path: Path):
    """Killed inside the transaction that keeps the rows: none is kept; started again, all are, once."""
    extracts.write(extracts.good(), tmp_path / "extract")
    with installations.fresh(tmp_path) as environment:
        installations.goldenthread(environment, "migrate")
        begin = (
            "import django, os, signal; django.setup()\n"
            "from pathlib import Path\n"
            "from uuid import uuid4\n"
            "from django.core.files.uploadedfile import SimpleUploadedFile as F\n"
            "from goldenthread.boards.models import Board\n"
            "from goldenthread.casework import models\n"
            "from goldenthread.core.actors import Actor\n"
            "from goldenthread.workspace.extracts import operations, receiving\n"
            "from goldenthread.workspace.models import CheckedExtract\n"
            "board = Board.objects.create(slug='b', name='B', short_name='B', area='B', authority='B')\n"
            f"files = [F(p.name, p.read_bytes()) for p in Path({str(tmp_path / 'extract')!r}).iterdir()]\n"
            "found, by = receiving.receive(files), Actor.console('Sam')\n"
            "operations.send(found.parts, names=[], said={}, key=uuid4(), board=board, agency=None, by=by)\n"
            "real = models.Enquiry._default_manager.bulk_create\n"
            "def die(*given, **named): real(*given, **named); os.kill(os.getpid(), signal.SIGKILL)\n"
            "models.Enquiry._default_manager.bulk_create = die\n"
            "operations.load(CheckedExtract.objects.get(), by=by)"
        )
        died = installations.run(environment, "-c", begin)
        assert died.returncode == -signal.SIGKILL, died.stderr

        again = (
            "import django; django.setup()\n"
            "from goldenthread.core.actors import Actor\n"
            "from goldenthread.workspace import jobs\n"
            "from goldenthread.workspace.models import Job, CheckedExtract\n"
            "from goldenthread.casework.models import Concern, Enquiry, Extract\n"
            "def counts(): return [m.objects.count() for m in (Extract, Concern, Enquiry)]\n"
            "job, before = Job.objects.get(kind='load-extract'), counts()\n"
            "jobs.find_lost()\n"
            "job = jobs.again(job, by=Actor.console('Sam'))\n"
            "print(before, job.state, counts(), CheckedExtract.objects.get().state)"
        )
        found = installations.run(environment, "-c", again)

    assert found.stdout.strip() == "[0, 0, 0] done [1, 3, 2] loaded", found.stderr
    assert list((tmp_path / "data" / "media" / "extracts" / "incoming").iterdir()) == []
