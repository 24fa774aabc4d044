"""What an installation may choose, each with its reason and its check. The reference page is this table."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from goldenthread.core.errors import Refused

PREFIX = "GOLDENTHREAD_"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
SHORTEST_KEY = 50
Check = Callable[[str], str | None]
"""Given what was chosen, a sentence that says what is wrong with it, or nothing."""


def _address(value: str) -> str | None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "must be an address such as https://board.example.org."
    if parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        return "must be an address without a path, a query or a password, such as https://board.example.org."
    return None


def _day(value: str) -> str | None:
    try:
        date.fromisoformat(value)
    except ValueError:
        return "must be a day such as 2024-03-12."
    return None


def _yes_or_no(value: str) -> str | None:
    return None if value in {"yes", "no"} else "must be yes or no."


def _hosts(value: str) -> str | None:
    if any(not one.strip() for one in value.split(",")):
        return "must list host names with commas between them, such as board.example.org,www.board.example.org."
    if any("*" in one or one.startswith(".") for one in value.split(",")):
        return "must name each host in full: a pattern lets a stranger's host name into links and mail."
    return None


def _proxies(value: str) -> str | None:
    try:
        addresses = [ipaddress.ip_address(one.strip()) for one in value.split(",")]
    except ValueError:
        return "must list the proxy's own IP addresses, such as 127.0.0.1. Nobody else's headers are believed."
    return "must name the proxy's own address, not every address." if any(a.is_unspecified for a in addresses) else None


def _key(value: str) -> str | None:
    weak = "django-insecure" in value or len(set(value)) < 10
    if len(value) < SHORTEST_KEY or weak:
        return (
            f"must be at least {SHORTEST_KEY} random characters. “goldenthread migrate” makes one in the data folder."
        )
    return None


def _is_key_of_the_vault(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text.encode("ascii"))) == 32
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return False


def _vault_keys(value: str) -> str | None:
    lines = [one.strip().partition(" ") for one in re.split(r"[,\n]", value) if one.strip()]
    if all(name and _is_key_of_the_vault(key.strip()) for name, _, key in lines):
        return None
    return "must be one or more “name key”, with commas between them; each key 32 bytes in base64."


def _vault_index_key(value: str) -> str | None:
    return None if _is_key_of_the_vault(value) else "must be 32 bytes in base64."


def _mail(value: str) -> str | None:
    if value == "files":
        return None
    parts = urlsplit(value)
    if parts.scheme == "smtp":
        return "must use TLS: write smtp+starttls://… (port 587) or smtps://… (port 465)."
    if parts.scheme not in {"smtps", "smtp+starttls"} or not parts.hostname:
        return "must be “files”, or an address such as smtp+starttls://user:password@mail.example.org:587."
    return None


def _sender(value: str) -> str | None:
    return None if re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+", value) else "must be one e-mail address."


def _database(value: str) -> str | None:
    parts = urlsplit(value)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.lstrip("/"):
        return "must read postgresql://user:password@host:port/name."
    return None


def _one_of(*allowed: str) -> Check:
    return lambda value: None if value in allowed else f"must be {' or '.join(allowed)}."


def _days(value: str) -> str | None:
    return None if value.isdigit() else "must be a whole number of days."


def _share(value: str) -> str | None:
    return None if value.isdigit() and 1 <= int(value) <= 6000 else "must be a whole number from 1 to 6000."


@dataclass(frozen=True)
class Choice:
    """One setting: its name without the prefix, what it is for, what holds without it, and its check."""

    name: str
    what: str
    default: str
    check: Check | None = None
    is_secret: bool = False

    @property
    def variable(self) -> str:
        return PREFIX + self.name


CHOICES = (
    Choice("PRODUCTION", "yes when real people rely on this installation; then everything below is required to be safe",
           "no", _yes_or_no),
    Choice("DATA", "the installation's folder", ".demo"),
    Choice("DATABASE_URL", "a PostgreSQL database; without it, SQLite in the data folder", "", _database, is_secret=True),
    Choice("SECRET_KEY", "the key that signs sessions and links; without it, keys/secret-key in the data folder", "",
           _key, is_secret=True),
    Choice("VAULT_KEYS", "the keys of identities in cases, “name key” with commas between, newest first; without it, keys/vault",
           "", _vault_keys, is_secret=True),
    Choice("VAULT_INDEX_KEY", "the key by which the same person is found again; without it, keys/vault-index", "",
           _vault_index_key, is_secret=True),
    Choice("PUBLIC_URL", "the public site's address, as people type it and the report prints it",
           "http://127.0.0.1:8000", _address),
    Choice("WORKSPACE_URL", "the workspace's address; another host name than the public site's",
           "http://localhost:8001", _address),
    Choice("PUBLIC_BOARD", "the short address of the Board whose public site this is, if there is more than one", ""),
    Choice("PUBLIC_HOSTS", "every host name the public site answers to, if more than the one of its address", "", _hosts),
    Choice("WORKSPACE_HOSTS", "the same for the workspace", "", _hosts),
    Choice("PROXY", "the IP addresses of the web server in front, whose headers are believed", "", _proxies),
    Choice("HSTS_DAYS", "how long browsers remember to come by https only; 365 unless you are trying it out", "365", _days),
    Choice("MAIL", "“files” to write mail to outbox/, or the mail server's address", "files", _mail, is_secret=True),
    Choice("MAIL_FROM", "the sender of mail", "golden-thread@localhost.example", _sender),
    Choice("SQLITE_JOURNAL", "how SQLite keeps its journal; wal only on a version without its fault", "truncate",
           _one_of("truncate", "wal")),
    Choice("REQUESTS_A_MINUTE", "how often a token may ask the interface in a minute; all of an agency together, four times that",
           "60", _share),
    Choice("DAY", "the day that a demonstration is shown on, such as 2024-03-12; refused for any other installation", "", _day),
    Choice("LOG", "info to log every request, warning for trouble only", "", _one_of("info", "warning")),
)  # fmt: skip
BY_NAME = {choice.name: choice for choice in CHOICES}
OF_OTHER_TOOLS = ("GOLDENTHREAD_PYTHON", "GOLDENTHREAD_VNU", "GOLDENTHREAD_PICTURES", "GOLDENTHREAD_OUTSIDE_MAKER")
"""Names our scripts and tests read, which no running installation does."""
ELSEWHERE: dict[str, str] = {}
"""Names another module of this folder reads, with what each is for."""


@dataclass(frozen=True)
class Chosen:
    """What was chosen, checked one by one and together."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def is_production(self) -> bool:
        return self["PRODUCTION"] == "yes"

    def url(self, site: str) -> SplitResult:
        return urlsplit(self[f"{site.upper()}_URL"])

    def is_https(self, site: str) -> bool:
        return self.url(site).scheme == "https"

    def hosts(self, site: str) -> list[str]:
        """The host names a site answers to; an IPv6 address in brackets, as browsers send it."""
        listed = [one.strip() for one in self[f"{site.upper()}_HOSTS"].split(",") if one.strip()]
        own = self.url(site).hostname or ""
        own = f"[{own}]" if ":" in own else own
        return list(dict.fromkeys([own, *listed]))

    @property
    def proxies(self) -> list[str]:
        return [one.strip() for one in self["PROXY"].split(",") if one.strip()]

    @property
    def log_level(self) -> str:
        return (self["LOG"] or ("info" if self.is_production else "warning")).upper()


def read(environment: Mapping[str, str] | None = None) -> Chosen:
    """Read and check every choice.

    Raises:
        Refused: one or more are unsafe or unreadable; a sentence for each.
    """
    environment = os.environ if environment is None else environment
    wrong: list[str] = []
    values = {choice.name: _value(choice, environment, wrong) for choice in CHOICES}
    for choice in CHOICES:
        given = choice.variable in environment or f"{choice.variable}_FILE" in environment
        if given and values[choice.name] and choice.check and (complaint := choice.check(values[choice.name])):
            wrong.append(f"{choice.variable} {complaint}")
    if not wrong:
        wrong += _together(Chosen(values), environment)
    if wrong:
        raise Refused("\n".join(wrong))
    return Chosen(values)


def _value(choice: Choice, environment: Mapping[str, str], wrong: list[str]) -> str:
    """What was given, or what a file holds (`…_FILE`, for secrets), or the default."""
    file = environment.get(f"{choice.variable}_FILE") if choice.is_secret else None
    if file is None:
        return environment.get(choice.variable, choice.default).strip()
    try:
        mode = Path(file).stat().st_mode
        value = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        wrong.append(f"{choice.variable}_FILE names a file that cannot be read: {file}.")
        return choice.default
    if stat.S_IMODE(mode) & 0o077:
        wrong.append(f"{choice.variable}_FILE can be read by others. Close it with: chmod 600 {file}")
    return value


def _together(chosen: Chosen, environment: Mapping[str, str]) -> list[str]:
    """What is wrong with choices that are each well formed."""
    wrong: list[str] = []
    shared = set(chosen.hosts("public")) & set(chosen.hosts("workspace"))
    if shared:
        wrong.append(
            f"The public site and the workspace are both on {', '.join(sorted(shared))}. Give each a host name of its "
            "own: a cookie is sent to every port of a host."
        )
    return wrong + (_in_production(chosen, environment) if chosen.is_production else _on_loopback(chosen))


def _on_loopback(chosen: Chosen) -> list[str]:
    return [
        f"GOLDENTHREAD_{site}_URL is an address that others can reach ({chosen[f'{site}_URL']}), which asks for "
        "GOLDENTHREAD_PRODUCTION=yes and what goes with it."
        for site in ("PUBLIC", "WORKSPACE")
        if chosen.url(site).hostname not in LOOPBACK
    ]


def _in_production(chosen: Chosen, environment: Mapping[str, str]) -> list[str]:
    wrong = [
        f"GOLDENTHREAD_{site}_URL must begin with https:// in production."
        for site in ("PUBLIC", "WORKSPACE")
        if not chosen.is_https(site)
    ]
    if not chosen["PROXY"]:
        wrong.append("Set GOLDENTHREAD_PROXY to the address of the web server that holds the certificate: 127.0.0.1.")
    if chosen["HSTS_DAYS"] in {"", "0"}:
        wrong.append("GOLDENTHREAD_HSTS_DAYS must not be 0 in production: a first visit by http could be taken over.")
    if f"{PREFIX}MAIL_FROM" not in environment:
        wrong.append("Set GOLDENTHREAD_MAIL_FROM to the address mail is sent from.")
    if f"{PREFIX}DATA" not in environment:
        wrong.append("Set GOLDENTHREAD_DATA to the installation's folder.")
    return wrong


def unknown(environment: Mapping[str, str]) -> list[str]:
    """Names that begin like ours and are not: most likely misspelt, and so not doing what somebody relies on."""
    known = {choice.variable for choice in CHOICES} | {f"{one.variable}_FILE" for one in CHOICES if one.is_secret}
    known |= set(OF_OTHER_TOOLS) | set(ELSEWHERE)
    strange = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    return [f"{name} is not a setting. See docs/reference/settings.md for those there are." for name in strange]


def reference() -> str:
    """The table of the reference page (docs/reference/settings.md), which a test holds to this one."""
    rows = ["| name | what it is for | without it |", "|---|---|---|"]
    for choice in CHOICES:
        name = f"`{choice.variable}`" + (f", or `{choice.variable}_FILE`" if choice.is_secret else "")
        rows.append(f"| {name} | {choice.what} | {f'`{choice.default}`' if choice.default else ''} |")
    return "\n".join(rows)
