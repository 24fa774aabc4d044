"""The scan before publication: a text or file, searched for everything the vault holds of its case.

Each hit is mended in the text, or cleared by two different people with a reason. A clean scan is of one text only, by its digest,
and of the vault as it was: change either, and it has to be scanned again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPossibleNow, Refused
from goldenthread.trail import operations as trail
from goldenthread.vault import reading
from goldenthread.vault.finding import hidden, terms
from goldenthread.vault.finding.folding import folded
from goldenthread.vault.finding.search import Found, search
from goldenthread.vault.models import Clearance, Hit, Identity, Scan, SealedItem, WatchWord

TAKES = 2
"""So many different people clear a hit."""
MOST_HITS = 3000
WHO_TOLD = frozenset({SealedItem.Sort.INFORMANT, SealedItem.Sort.POLICE})
"""What says who told something, or of whom: short notes full of names."""
NOBODY_HELD = (
    "The vault does not hold who every adult of this case is: a scan could not find them. Write it first: {who}."
)


def digest_of(contents: bytes | str) -> str:
    """What a scan is bound to: the digest of a file’s bytes, or of a text."""
    return hashlib.sha256(contents.encode() if isinstance(contents, str) else contents).hexdigest()


def state_of_vault(case: Case) -> str:
    """A digest of all that a scan of this case looks for: who its people are, where they hide, the Board’s own words."""
    held = [f"{one.pk}|{one.version}" for one in Identity.objects.filter(case=case).order_by("pk")]
    words = [
        f"{one.sort}|{one.words}" for one in WatchWord.objects.filter(board=case.board_id).order_by("sort", "words")
    ]
    sealed = [str(one) for one in _hidden(case).order_by("pk").values_list("pk", flat=True)]
    told = [*held, "", *words, *(["", *sealed] if sealed else [])]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _hidden(case: Case) -> QuerySet[SealedItem]:
    """What is sealed in a case, older items too: it is in no identity, and is looked for all the same."""
    return SealedItem.objects.filter(case=case)


def _of_hidden(case: Case) -> Iterator[terms.Term]:
    """What to look for of what is sealed, whoever scans: a hit says no more than that it is sealed."""
    items = list(_hidden(case))
    known = list(_nobodys(case)) if items else []
    for item in items:
        text = str(item.contents()["text"])
        if item.sort == SealedItem.Sort.ADDRESS:
            yield from hidden.of_address(text)
        yield from hidden.of_prose(text, known=known, is_who_told=item.sort in WHO_TOLD)


def _nobodys(case: Case) -> Iterator[str]:
    """What stands in sealed texts and gives nobody away: pseudonyms, the Board, its area and its agencies."""
    yield from CasePerson.objects.filter(case=case).values_list("pseudonym", flat=True)
    yield from (case.board.name, case.board.short_name, case.board.area, case.board.authority)
    for names in Agency.objects.filter(board=case.board_id).values_list("name", "short_name"):
        yield from names


def _looked_for(case: Case) -> tuple[list[terms.Term], list[tuple[str, Any]]]:
    today = clock.today()
    found: list[terms.Term] = []
    for one in Identity.objects.filter(case=case).select_related("person"):
        found += terms.of_person(one.contents(), one.person.pseudonym, today)
    found += _of_hidden(case)
    words = [(one.get_sort_display(), one.words) for one in WatchWord.objects.filter(board=case.board_id)]
    found += [*terms.of_watch_words(words), *terms.of_anybody()]  # whose it is, where that is known, is told first
    return found, terms.together(words)


def missing(case: Case) -> list[str]:
    """The adults of a case whom the vault does not hold: a scan could not find them."""
    adults = CasePerson.objects.filter(case=case, sort=CasePerson.Sort.ADULT)
    without = list(adults.filter(identity=None).values_list("pseudonym", flat=True))
    return without if adults.exists() else ["the adult the case is about"]


@transaction.atomic
def scan_text(case: Case, text: str, *, what: str, by: Actor) -> Scan:
    """Search a text. See `_scan` for what is refused."""
    if not text.strip():
        raise Refused("There is no text to search.")
    _may(case, by)
    return _scan(case, reading.read_text(text), digest_of(text), kind="text", what=what, by=by)


@transaction.atomic
def scan_file(case: Case, name: str, contents: bytes, *, what: str, by: Actor) -> Scan:
    """Search a file. See `_scan` for what is refused."""
    _may(case, by)
    kind = PurePath(name).suffix.lower().lstrip(".")[:10]
    return _scan(case, reading.read(name, contents), digest_of(contents), kind=kind, what=what, by=by)


def _may(case: Case, by: Actor) -> None:
    """
    Raises:
        NotPermitted: they may not scan in this case.
        NotPossibleNow: the vault does not hold who the adults are.
    """
    require(by, Act.CREATE, Scan(case=case))
    if by.user_id is None:
        raise Refused("Only somebody with an account scans.")
    if who := missing(case):
        raise NotPossibleNow(NOBODY_HELD.format(who=", ".join(who)))


def _scan(case: Case, read: reading.Read, digest: str, *, kind: str, what: str, by: Actor) -> Scan:
    """Search what was read, and keep what was found, sealed.

    Raises:
        NotPermitted, NotPossibleNow: see `_may`.
        Refused: it holds more than can be looked through.
        VaultShut: the keys are not there.
    """
    looked_for, together = _looked_for(case)
    found = search(read.passages, looked_for, together)
    found += [Found("could not be searched", "", place, why) for place, why in dict.fromkeys(read.unread)]
    found = _once(found)
    if len(found) > MOST_HITS:
        raise Refused(
            f"More than {MOST_HITS} places would have to be looked at. Put pseudonyms in place of names first, and scan again."
        )
    scan = Scan(case=case, digest=digest, state_of_vault=state_of_vault(case), kind=kind, scanned_at=clock.now())
    scan.scanned_by_id, scan.is_synthetic = by.user_id, case.is_fictional  # type: ignore[assignment]  # `_may` saw to it
    scan.put({"what": what.strip(), "hits": [_kept(one) for one in found]})
    scan.save(force_insert=True)
    groups: dict[tuple[str, str], int] = {}
    Hit.objects.bulk_create(
        Hit(scan=scan, number=number, group=groups.setdefault((one.sort, folded(one.words)), len(groups) + 1))
        for number, one in enumerate(found, start=1)
    )
    told = {"digest": digest, "kind": kind, "hits": len(found)}
    trail.record("scan before publication", scan, by=by, after=told)
    return scan


def _once(found: Iterable[Found]) -> list[Found]:
    """A file says some things twice, such as a box and its older twin: the same words in the same place are one hit."""
    kept: dict[tuple[str, ...], Found] = {}
    for one in found:
        kept.setdefault((one.sort, one.place, one.words, one.before, one.after), one)
    return list(kept.values())


def _kept(one: Found) -> dict[str, str]:
    said = asdict(one)
    return {name: said[name] for name in ("sort", "about", "place", "words", "before", "after")}


@dataclass(frozen=True)
class Group:
    """The same words wherever they stand in what was scanned."""

    number: int
    sort: str
    about: str
    words: str
    places: tuple[dict[str, str], ...]
    clearances: tuple[tuple[str, str], ...]
    cleared_by: frozenset[Any]

    @property
    def is_clear(self) -> bool:
        return len(self.cleared_by) >= TAKES


def groups_of(scan: Scan) -> list[Group]:
    """What a scan found, by the words that were found; opens what was sealed.

    Raises:
        VaultShut: the keys are not there.
    """
    said = scan.contents()["hits"]
    found: dict[int, list[Hit]] = {}
    for hit in scan.hits.prefetch_related("clearances__user"):
        found.setdefault(hit.group, []).append(hit)
    return [_group(number, hits, said) for number, hits in found.items()]


def _group(number: int, hits: Sequence[Hit], said: Sequence[dict[str, str]]) -> Group:
    first = said[hits[0].number - 1]
    by_hit = [{one.user_id for one in hit.clearances.all()} for hit in hits]
    everywhere = frozenset(set.intersection(*by_hit)) if by_hit else frozenset()
    told = tuple(dict.fromkeys((one.user.name, one.why) for hit in hits for one in hit.clearances.all()))
    places = tuple(said[hit.number - 1] for hit in hits)
    return Group(number, first["sort"], first["about"], first["words"], places, told, everywhere)


@transaction.atomic
def clear(scan: Scan, group: int, *, why: str, by: Actor) -> int:
    """Say why what was found may stay, in every place where the same words stand; returns how many places. It takes two people.

    Raises:
        NotPermitted: they may not clear what a scan found.
        Refused: no reason was given.
        AlreadyDone: they cleared it before, or two others did.
        NotPossibleNow: the vault changed since, so that it has to be scanned again.
    """
    now = Scan.objects.select_for_update(of=("self",)).select_related("case").get(pk=scan.pk)
    require(by, Act.APPROVE, now)
    if by.user_id is None or not why.strip():
        raise Refused("Say why it may stay.")
    if now.state_of_vault != state_of_vault(now.case):
        raise NotPossibleNow("What the vault holds of this case has changed since. Scan it again.")
    hits = list(now.hits.filter(group=group).prefetch_related("clearances"))
    open_ = [hit for hit in hits if by.user_id not in {one.user_id for one in hit.clearances.all()}]
    open_ = [hit for hit in open_ if len(hit.clearances.all()) < TAKES]
    if not open_:
        raise AlreadyDone(
            "You cleared this already. It takes a second person." if hits else "There is nothing to clear."
        )
    at = clock.now()
    Clearance.objects.bulk_create(Clearance(hit=hit, user_id=by.user_id, at=at, why=why.strip()) for hit in open_)
    trail.record("clear what a scan found", now, by=by, after={"group": group, "places": len(open_)})
    return len(open_)


def open_hits(scan: Scan) -> int:
    """How many hits wait for one or two people."""
    return scan.hits.annotate(many=Count("clearances__user", distinct=True)).filter(many__lt=TAKES).count()


def waiting(scans: Iterable[Scan]) -> dict[Any, int]:
    """How many hits of each of these scans wait for one or two people; two questions, however many scans."""
    found = {one.pk: 0 for one in scans}
    many = Hit.objects.filter(scan__in=list(found)).annotate(many=Count("clearances__user", distinct=True))
    for scan_id in many.filter(many__lt=TAKES).values_list("scan_id", flat=True):
        found[scan_id] += 1
    return found


def holds(scan: Scan) -> bool:
    """Whether a scan is still of the vault as it is, and nobody is missing from it."""
    return scan.state_of_vault == state_of_vault(scan.case) and not missing(scan.case)


def is_clear(case: Case, digest: str) -> bool:
    """Whether what has this digest may be published: it was scanned against the vault as it is now, and every hit of the newest
    such scan was cleared by two different people. Where it was never scanned, it may not.
    """
    newest = Scan.objects.filter(case=case, digest=digest).select_related("case").first()
    return newest is not None and holds(newest) and open_hits(newest) == 0
