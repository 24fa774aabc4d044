"""The scorecard of a Board with ten years of case records: its page warm and cold, and the counting of every indicator.

The aims are a page in under 0.3 s once the series are there, and under 2 s for all of it anew, from a frozen set or from the rows
in the database. Time of the processor is measured, so that what else the machine does is no part of it.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goldenthread.boards.models import Board

YEARS, CONCERNS, TIMES = 10, 3_000, 15
WARM, COLD = 0.3, 2.0
FIRST, LAST = date(2014, 4, 1), date(2024, 3, 31)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["GOLDENTHREAD_DATA"] = name
        import django

        django.setup()
        from goldenthread.core import fresh_database

        fresh_database.bring_up_to_date()
        measure(Path(name) / "frozen")


def fill() -> None:
    """Ten years of made-up records: 3,000 concerns a year, one in eight with an enquiry."""
    from goldenthread.casework.models import Adult, Allegation, Concern, Enquiry
    from tests.factories import figures, people

    made = figures.extract(people.board("ours"), FIRST, LAST)
    chance = random.Random(7)
    total = YEARS * CONCERNS
    who = [f"A{chance.randrange(total * 4 // 5)}" for _ in range(total)]
    Adult.objects.bulk_create(
        (
            Adult(extract=made, adult_id=one, date_of_birth=date(1950, 1, 1), ethnicity="white_british")
            for one in set(who)
        ),
        batch_size=5_000,
    )
    days = [FIRST + timedelta(chance.randrange((LAST - FIRST).days + 1)) for _ in range(total)]
    Concern.objects.bulk_create(
        (
            Concern(
                extract=made,
                concern_id=f"C{n}",
                adult_id=who[n],
                raised_on=days[n],
                decided_on=days[n],
                source="police",
                area="own",
                decision="no_enquiry" if n % 8 else "s42_duty_met",
            )
            for n in range(total)
        ),
        batch_size=5_000,
    )
    Enquiry.objects.bulk_create(
        (
            Enquiry(
                extract=made,
                enquiry_id=f"E{n}",
                adult_id=who[n],
                kind="s42",
                area="own",
                started_on=days[n],
                concluded_on=days[n] + timedelta(chance.randrange(120)),
                outcomes_asked="asked_and_expressed",
                outcomes_achieved="fully",
                capacity="lacked",
                supported_by="family",
            )
            for n in range(0, total, 8)
        ),
        batch_size=5_000,
    )
    Allegation.objects.bulk_create(
        (
            Allegation(
                extract=made,
                risk_id=f"R{n}",
                enquiry_id=f"E{n}",
                type="self_neglect",
                source_of_risk="known",
                location="own_home",
                outcome="reduced",
            )
            for n in range(0, total, 8)
        ),
        batch_size=5_000,
    )


def people_by_age(board: Board) -> None:
    """Made-up people by age, so that rates are worked out too."""
    from goldenthread.scorecard.models import PeopleByAge

    PeopleByAge.objects.bulk_create(
        PeopleByAge(
            board=board,
            year=2023,
            first_age=first,
            last_age=last,
            people=10_000,
            source="Made up",
            definition="Residents",
        )
        for first, last in [*((18 if age == 15 else age, age + 4) for age in range(15, 95, 5)), (95, None)]
    )


def timed(what: Callable[[], object]) -> float:
    start = time.process_time()
    what()
    return time.process_time() - start


def measure(folder: Path) -> None:
    from django.test import Client

    from goldenthread.boards.models import Board
    from goldenthread.core.periods import Period
    from goldenthread.figures import basis
    from goldenthread.scorecard import queries
    from goldenthread.scorecard.catalogue import shipped
    from goldenthread.scorecard.series import compute
    from tests.factories import figures
    from tests.factories.people import person, signed_in

    fill()
    ours = Board.objects.get(slug="ours")
    frozen = figures.frozen(ours, folder)
    people_by_age(ours)
    client = signed_in(Client(SERVER_NAME="localhost"), person("analyst@ours.example", board=ours, role="analyst"))
    path = f"/board/ours/scorecard/?period=2023-24&data={frozen.sha256}"
    live = basis.basis(ours, Period(2023), basis.LIVE)
    reading = timed(live.dataset)
    counting = timed(lambda: compute(live.dataset(), shipped().indicators.values(), until=LAST))
    print(f"Reading ten years out of the database          {reading:8.3f} s")
    print(f"Counting {len(shipped().indicators)} indicators over {YEARS} years          {counting:8.3f} s")
    client.get("/board/ours/actions/")
    basis.forget()
    queries.forget()
    now = "/board/ours/scorecard/?period=2023-24&data=now"
    cold = timed(lambda: client.get(now))
    print(f"The page of rows in the database, nothing read {cold:8.3f} s  {'PASS' if cold <= COLD else 'FAIL'}")
    basis.forget()
    queries.forget()
    cold = timed(lambda: client.get(path))
    print(f"The page of frozen data, nothing read yet      {cold:8.3f} s  {'PASS' if cold <= COLD else 'FAIL'}")
    for words, address in (
        ("The page, once its series are there", path),
        (
            "A page of one indicator, with its rates",
            "/board/ours/scorecard/indicators/concerns-received/?period=2023-24",
        ),
        ("Themes", "/board/ours/scorecard/themes/"),
    ):
        assert client.get(address).status_code == 200, address
        taken = statistics.median(timed(lambda address=address: client.get(address)) for _ in range(TIMES))
        print(f"{words:<47}{taken:8.3f} s  {'PASS' if taken <= WARM else 'FAIL'}")
    queries.forget()
    kept = timed(lambda: client.get(path))
    print(f"The page in a new process, its series on disk  {kept:8.3f} s  {'PASS' if kept <= WARM else 'FAIL'}")


if __name__ == "__main__":
    main()
