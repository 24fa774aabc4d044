"""Who the made-up people of the made-up review are, one sealed address, one scan, and a few words that every scan looks for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import content
from goldenthread.reviews.models import Review
from goldenthread.trail import operations as trail
from goldenthread.vault import operations, pseudonyms, scanning, sealed
from goldenthread.vault.models import PseudonymChoice, SealedItem, WatchWord

Data = dict[str, Any]


def load(board: Board, *, by: Actor) -> None:
    for sort, words in content("vault")["words"]:
        trail.add(WatchWord(board=board, sort=sort, words=words), by=by)


def finish(board: Board, *, by: Actor) -> None:
    """What belongs to the review of Adult Q, where it is there."""
    review = Review.objects.filter(board=board, source__slug="adult-q", is_fictional=True).first()
    if review is None:
        return
    case, said = Case.objects.get(pk=review.pk), content("vault")
    people = {one["pseudonym"]: _person(case, one, by) for one in said["people"]}
    about = people[said["sealed"]["about"]]
    owner = _actor(said["sealed"]["by"])
    sealed.seal(case, sort=SealedItem.Sort.ADDRESS, text=said["sealed"]["text"], person=about, by=owner)
    if not scanning.missing(case):
        scanning.scan_text(case, said["scan"]["text"], what=said["scan"]["what"], by=_actor(said["scan"]["by"]))


def _actor(email: str) -> Actor:
    user = User.objects.get(email=email)
    return Actor.person(user.name, user.pk)


def _person(case: Case, said: Data, by: Actor) -> CasePerson:
    given = {name: said[name] for name in ("sort", "relation", "alive", "age_band") if name in said}
    found = CasePerson.objects.filter(case=case, pseudonym=said["pseudonym"]).first()
    person: CasePerson = found or trail.add(
        CasePerson(case=case, pseudonym=said["pseudonym"], is_synthetic=True, **given), by=by
    )
    operations.keep(person, _who(said["who"]), by=by)
    if "chosen_by" in said:
        on: date = clock.today() - timedelta(days=200)
        chosen = PseudonymChoice.ChosenBy(said["chosen_by"])
        pseudonyms.choose(
            person, pseudonym=person.pseudonym, chosen_by=chosen, chosen_on=on, note=said.get("note", ""), by=by
        )
    return person


def _who(said: Data) -> Data:
    return {name: str(value) for name, value in said.items()}
