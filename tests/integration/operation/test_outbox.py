"""Mail stands or falls with the deed it tells of, and leaves once it can."""

from __future__ import annotations

import email
import email.policy
import stat
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail import BadHeaderError
from django.db import transaction

from goldenthread.config.mail import way_out
from goldenthread.core import clock, outbox
from goldenthread.core.actors import Actor
from goldenthread.core.models import OutgoingMail

pytestmark = pytest.mark.django_db(transaction=True)
BY = Actor.system("tests")
TO = "rosalind@agency.example"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "goldenthread.core.outbox.Backend"
    settings.GOLDENTHREAD_OUTBOX = tmp_path / "outbox"
    settings.GOLDENTHREAD_MAIL_IS_HELD = tmp_path / "MAIL-IS-HELD"
    settings.GOLDENTHREAD_MAIL_LEAVES_BY, settings.GOLDENTHREAD_MAIL_SERVER = way_out("files")
    return tmp_path / "outbox"


def send(subject: str = "Your invitation", body: str = "Accept it here.\n") -> OutgoingMail:
    return outbox.send(to=[TO], subject=subject, body=body, by=BY)


def files(folder: Path) -> list[EmailMessage]:
    found = sorted(folder.glob("*.eml")) if folder.exists() else []
    parse = email.message_from_bytes
    return [parse(file.read_bytes(), policy=email.policy.default) for file in found]  # type: ignore[arg-type]


class Fails:
    """A mail server that is away."""

    tried: list[str] = []

    def __init__(self, **_: Any) -> None: ...

    def send_messages(self, messages: list[Any]) -> int:
        Fails.tried += [message.message()["Message-ID"] for message in messages]
        raise OSError(111, "Connection refused by mail.example.org for rosalind@agency.example")


@pytest.fixture
def server_is_away(settings: Any) -> type[Fails]:
    Fails.tried = []
    settings.GOLDENTHREAD_MAIL_LEAVES_BY = f"{__name__}.Fails"
    return Fails


def test_a_message_is_kept_and_then_leaves_as_it_was(folder: Path):
    kept = send(body="Grüße, and a £ sign.\n")
    assert files(folder) == []

    assert outbox.deliver() == 1

    (left,) = files(folder)
    assert (left["To"], left["Subject"], left["Message-ID"]) == (TO, "Your invitation", kept.message_id)
    assert left.get_content().splitlines() == ["Grüße, and a £ sign."]


def test_a_deed_that_is_undone_sends_nothing(folder: Path):
    with transaction.atomic():
        send()
        transaction.set_rollback(True)

    assert (outbox.deliver(), files(folder)) == (0, [])


def test_what_django_is_asked_to_send_is_kept_too(folder: Path):
    django_mail.send_mail("Reset", "Your link.", None, [TO])

    assert OutgoingMail.objects.count() == 1
    assert outbox.deliver() == 1
    assert files(folder)[0]["Subject"] == "Reset"


def test_a_message_leaves_once(folder: Path):
    send()

    assert [outbox.deliver(), outbox.deliver()] == [1, 0]
    assert len(files(folder)) == 1


def test_what_it_said_is_forgotten_once_it_has_left():
    kept = send(body="https://work.example.org/account/invitation/hunter2\n")
    assert b"hunter2" in bytes(kept.message)

    outbox.deliver()

    kept.refresh_from_db()
    assert bytes(kept.message) == b""


def test_a_message_that_fails_is_tried_again_later_with_the_same_id(server_is_away: type[Fails]):
    kept = send()
    with time_machine.travel(clock.now(), tick=False) as moment:
        outbox.deliver()
        outbox.deliver()
        assert len(server_is_away.tried) == 1

        moment.shift(timedelta(seconds=61))
        outbox.deliver()

    assert server_is_away.tried == [kept.message_id, kept.message_id]


def test_a_worker_that_is_killed_while_sending_loses_nothing(folder: Path, settings: Any):
    kept = send()
    with time_machine.travel(clock.now(), tick=False) as moment:
        assert outbox._claim() == kept  # and here it is killed
        assert outbox.deliver() == 0

        moment.shift(timedelta(seconds=61))
        assert outbox.deliver() == 1

    assert [left["Message-ID"] for left in files(folder)] == [kept.message_id]


def test_the_same_message_twice_is_one_file(folder: Path):
    kept = send()
    outbox.Files().send_messages([outbox.Kept(kept)])
    outbox.Files().send_messages([outbox.Kept(kept)])

    assert len(files(folder)) == 1


@pytest.mark.parametrize(("hours", "is_given_up"), [(71, False), (73, True)])
def test_it_is_given_up_after_three_days(server_is_away: type[Fails], hours: int, is_given_up: bool):
    kept = send()
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=False):
        outbox.deliver()

    kept.refresh_from_db()
    assert (kept.given_up_at is not None) is is_given_up


def test_one_message_that_fails_does_not_stop_the_next(server_is_away: type[Fails]):
    send()
    send()

    outbox.deliver()

    assert len(server_is_away.tried) == 2


def test_nothing_leaves_while_mail_is_held(folder: Path, settings: Any):
    send()
    settings.GOLDENTHREAD_MAIL_IS_HELD.touch()
    assert outbox.deliver() == 0

    settings.GOLDENTHREAD_MAIL_IS_HELD.unlink()

    assert outbox.deliver() == 1


@pytest.mark.parametrize(
    "subject", ["Hello\nBcc: all@agency.example", "Hello\r\nBcc: all@agency.example", "Hello\rX: y"]
)
def test_a_subject_cannot_add_a_header(subject: str):
    with pytest.raises(BadHeaderError):
        send(subject=subject)

    assert not OutgoingMail.objects.exists()


def test_an_address_cannot_add_a_header():
    with pytest.raises(BadHeaderError):
        outbox.send(to=["a@agency.example\nBcc: all@agency.example"], subject="Hello", body="x", by=BY)


def test_a_body_cannot_add_a_header(folder: Path):
    send(body="Bcc: all@agency.example\n\n.\nRCPT TO:<all@agency.example>\n")
    outbox.deliver()

    (left,) = files(folder)
    assert left["Bcc"] is None
    assert left.get_content().startswith("Bcc: all@agency.example")


def test_files_are_for_their_owner_only(folder: Path):
    send()
    outbox.deliver()

    (file,) = folder.iterdir()
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(folder.stat().st_mode)) == (0o600, 0o700)


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (31, False)])
def test_what_left_is_forgotten_after_a_month(days: int, is_kept: bool):
    send()
    outbox.deliver()

    outbox.forget(clock.now() + timedelta(days=days))

    assert OutgoingMail.objects.exists() is is_kept


def test_what_waits_is_never_forgotten():
    send()

    outbox.forget(clock.now() + timedelta(days=400))

    assert OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("smtps://me%40x:word@mail.example.org", ("mail.example.org", 465, "me@x", "word", False, True)),
        ("smtp+starttls://mail.example.org", ("mail.example.org", 587, "", "", True, False)),
        ("smtp+starttls://mail.example.org:2525", ("mail.example.org", 2525, "", "", True, False)),
    ],
)
def test_a_mail_server_is_spoken_to_with_tls(address: str, wanted: tuple[Any, ...]):
    _, server = way_out(address)

    assert tuple(server[name] for name in ("host", "port", "username", "password", "use_tls", "use_ssl")) == wanted
