"""Which quarter and which data a page of the scorecard is about, and which indicators this person sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.core.errors import NotFound
from goldenthread.figures.sight import sees_in_full
from goldenthread.scorecard import queries
from goldenthread.scorecard.catalogue import Indicator, shipped
from goldenthread.scorecard.reading import Reading, Told, read
from goldenthread.scorecard.series import Series
from goldenthread.scorecard.slots import Slot, quarter
from goldenthread.workspace.figures.choosing import Chosen, choose

NO_SUCH_QUARTER = "There is no scorecard of that quarter. Choose one from the list on the scorecard."


@dataclass(frozen=True)
class Asked:
    """The year and data of a page, its quarters that are over, and the one it is about: None where none is over yet."""

    chosen: Chosen
    slots: tuple[Slot, ...]
    slot: Slot | None

    def query(self) -> str:
        """The choice as it stands in addresses."""
        return self.chosen.query(quarter=str(self.slot.number) if self.slot else "")

    def sees(self, indicator: Indicator) -> bool:
        """Whether this person reads an indicator's numbers before small ones are protected."""
        return sees_in_full(self.chosen.sight, indicator.definition)

    def series(self) -> Mapping[str, Series]:
        return queries.all_series(self.chosen.basis)

    def readings(self) -> dict[str, Reading]:
        """What each indicator that this person sees says in the quarter, in the order of the catalogue."""
        if self.slot is None:
            return {}
        every, told = self.series(), queries.known_changes(self.chosen.board.pk)
        return {
            name: read(
                one, every[name], self.slot, [Told(change.from_on, change.what) for change in told.get(name, [])]
            )
            for name, one in shipped().indicators.items()
            if self.sees(one)
        }


def asked(request: Any, *also: str) -> Asked:
    """What the page's address asks for. Without a choice: the last quarter that is over, of the year that figures open with.

    Raises:
        NotFound: there is no such quarter, year or data.
    """
    chosen = choose(request, "quarter", *also)
    last = queries.last_day(chosen.basis)
    slots = tuple(slot for number in range(1, 5) if (slot := quarter(chosen.period, number)).end <= last)
    number = request.GET.get("quarter", "")
    if not number:
        return Asked(chosen, slots, slots[-1] if slots else None)
    found = next((slot for slot in slots if str(slot.number) == number), None)
    if found is None:
        raise NotFound(NO_SUCH_QUARTER)
    return Asked(chosen, slots, found)
