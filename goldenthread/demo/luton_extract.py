"""Synthetic records that reproduce the published counts exactly. See luton_numbers for what is published."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from goldenthread.casework.contract import SHEETS
from goldenthread.demo import luton_numbers as numbers
from goldenthread.demo import synthetic
from goldenthread.demo.luton_numbers import YearPlan
from goldenthread.demo.synthetic import Extract, Row

TAKEN_ON = date(2024, 5, 31)
ABOUT = {
    "authority": "Luton Borough Council",
    "period_from": "2021-04-01",
    "period_to": "2024-03-31",
    "taken_on": TAKEN_ON.isoformat(),
}
STANDARD_DAYS = 56


@dataclass
class Audit:
    """The cohort of the enquiry audit, as pairs of adult and enquiry."""

    audited: list[Row] = field(default_factory=list)
    further: list[Row] = field(default_factory=list)


@dataclass
class Made:
    extract: Extract
    audit: Audit


def make() -> Made:
    """The whole extract with the audit's cohort. Always the same."""
    return _Maker().make()


def write(folder: Path) -> Audit:
    """Write the extract as CSV, labelled synthetic; returns the audit's cohort."""
    made = make()
    synthetic.write_csv(made.extract, folder, ABOUT)
    return made.audit


class _Maker:
    """Keeps the counters while the years are made one after the other."""

    def __init__(self) -> None:
        self.rng = Random(2024)  # noqa: S311 (made-up records need to repeat, not to be secret)
        self.tables: Extract = {sheet.name: [] for sheet in SHEETS}
        self.audit = Audit()

    def make(self) -> Made:
        started: list[Row] = []
        for plan in numbers.YEARS:
            leading = self._concerns(plan)
            started += [self._enquiry(concern, plan) for concern in leading]
        self._audit_cohort(started)
        self._ethnicities(started)
        self._conclude(started)
        self._beside_the_counts()
        for name in ("concerns", "enquiries"):
            self.tables[name].sort(key=lambda row: row["raised_on" if "raised_on" in row else "started_on"])
        return Made(self.tables, self.audit)

    def _adult(self, ethnicity: str | None = None) -> Row:
        row = synthetic.adult(self.rng, len(self.tables["adults"]) + 1, ethnicity=ethnicity)
        row["date_of_death"] = None
        self.tables["adults"].append(row)
        return row

    def _concerns(self, plan: YearPlan) -> list[Row]:
        """A year's concerns; returns those that led to a section 42 enquiry."""
        leading: list[Row] = []
        others: list[Row] = []
        other_enquiries = plan.other_enquiries
        of_the_year: list[Row] = []
        for source, (count, led) in plan.sources.items():
            for place in range(count):
                is_leading = place < led
                comes_back = not is_leading and of_the_year and self.rng.random() < 0.2
                adult = self.rng.choice(of_the_year) if comes_back else self._adult()
                of_the_year.append(adult)
                latest = plan.period.end - timedelta(days=16) if is_leading else plan.period.end
                raised_on = synthetic.day_in(self.rng, plan.period, latest=latest)
                decision = "s42_duty_met" if is_leading else "no_enquiry"
                if not is_leading and other_enquiries and self.rng.random() < 0.03:
                    decision, other_enquiries = "other_enquiry", other_enquiries - 1
                row = self._concern(adult, raised_on, source, decision)
                (leading if is_leading else others).append(row)
        for row in others:
            if row["decision"] == "other_enquiry":
                self._other_enquiry(row)
        return leading

    def _concern(self, adult: Row, raised_on: date, source: str, decision: str) -> Row:
        number = len(self.tables["concerns"]) + 1
        row = synthetic.concern(self.rng, number, adult["adult_id"], raised_on, source=source, decision=decision)
        self.tables["concerns"].append(row)
        return row

    def _enquiry(self, concern: Row, plan: YearPlan) -> Row:
        latest = plan.period.end
        started_on = min(concern["decided_on"] + timedelta(days=self.rng.randrange(8)), latest)
        row = synthetic.enquiry(len(self.tables["enquiries"]) + 1, concern, started_on)
        self.tables["enquiries"].append(row)
        return row

    def _other_enquiry(self, concern: Row) -> None:
        started_on = concern["decided_on"] + timedelta(days=self.rng.randrange(8))
        row = synthetic.enquiry(len(self.tables["enquiries"]) + 1, concern, started_on, kind="other")
        self.tables["enquiries"].append(row)
        ends = started_on + timedelta(days=self.rng.randrange(10, 70))
        outcome = self.rng.choice(("removed", "reduced", "remained"))
        if ends <= TAKEN_ON:
            synthetic.conclude(self.rng, row, ends)
        self._risk(row, synthetic.pick(self.rng, synthetic.TYPES), outcome if row["concluded_on"] else "")

    def _risk(self, of: Row, type_of_abuse: str, outcome: str) -> None:
        number = len(self.tables["risks"]) + 1
        self.tables["risks"].append(synthetic.risk(self.rng, number, of, type_of_abuse, outcome=outcome))

    def _audit_cohort(self, started: list[Row]) -> None:
        """Twenty-nine people with thirty audited enquiries of the year before; eleven with further ones this year."""
        before, now = numbers.YEAR_BEFORE.period, numbers.THIS_YEAR.period
        last_quarter = [
            row for row in started if row["started_on"] in before and row["started_on"].month in {10, 11, 12, 1, 2, 3}
        ]
        audited = synthetic.choose(self.rng, last_quarter, numbers.AUDITED_ENQUIRIES)
        audited.sort(key=lambda row: row["started_on"])
        self._about(audited[1], audited[0]["adult_id"])
        people = [row["adult_id"] for row in audited if row is not audited[1]]
        later = [row for row in started if row["started_on"] in now and row["started_on"] < date(2023, 11, 20)]
        further = synthetic.choose(self.rng, later, sum(numbers.FURTHER) - 1)
        latest = max((row for row in started if row["started_on"] in now), key=lambda row: row["started_on"])
        further.append(latest)
        whose = [adult for adult, count in zip(people, numbers.FURTHER, strict=False) for _ in range(count)]
        for row, adult_id in zip(further, whose, strict=True):
            self._about(row, adult_id)
        for row in [*audited, *further]:
            row["made_by"], row["primary_support_reason"] = numbers.AUDIT_AGENCY, "mental_health_support"
        self.audit = Audit(audited, further)

    def _about(self, enquiry: Row, adult_id: str) -> None:
        """Make an enquiry and its concern be about another adult."""
        enquiry["adult_id"] = adult_id
        for concern in self.tables["concerns"]:
            if concern["concern_id"] == enquiry["concern_ids"]:
                concern["adult_id"] = adult_id

    def _ethnicities(self, started: list[Row]) -> None:
        """Share out this year's enquiries by ethnic group exactly; those of the audit are all white British."""
        now = [row for row in started if row["started_on"] in numbers.THIS_YEAR.period]
        adults = {row["adult_id"]: row for row in self.tables["adults"]}
        left = dict(numbers.ETHNICITIES_THIS_YEAR)
        for row in self.audit.further:
            adults[row["adult_id"]]["ethnicity"] = "white_british"
            left["white_british"] -= 1
        others = [row for row in now if row not in self.audit.further]
        for row, ethnicity in zip(others, synthetic.spread(self.rng, left), strict=True):
            adults[row["adult_id"]]["ethnicity"] = ethnicity
            group = ethnicity.split("_")[0]
            if group in numbers.REASON_BY_GROUP and self.rng.random() < 0.4:
                row["primary_support_reason"] = numbers.REASON_BY_GROUP[group]

    def _conclude(self, started: list[Row]) -> None:
        """Conclude so many a year, oldest first; the audit's further enquiries took the days the audit found."""
        fixed = dict(zip((row["enquiry_id"] for row in self.audit.further), numbers.FURTHER_DAYS, strict=False))
        never = {self.audit.further[-1]["enquiry_id"]}
        queue = [
            r for r in sorted(started, key=lambda r: r["started_on"]) if r["enquiry_id"] not in fixed.keys() | never
        ]
        timed = [row for row in self.audit.further if row["enquiry_id"] in fixed]
        for plan in numbers.YEARS:
            total = sum(plan.concluded.values())
            now = timed if plan is numbers.THIS_YEAR else []
            chosen, queue = queue[: total - len(now)], queue[total - len(now) :]
            for row in chosen:
                synthetic.conclude(self.rng, row, self._ends(row, plan))
            for row in now:
                synthetic.conclude(self.rng, row, row["started_on"] + timedelta(days=fixed[row["enquiry_id"]]))
            self._risks_of([*chosen, *now], plan)
        for row in queue:
            if self.rng.random() < 0.5 and row["started_on"] < date(2024, 3, 20):
                synthetic.conclude(self.rng, row, date(2024, 4, 2) + timedelta(days=self.rng.randrange(55)))
                self._risk(row, synthetic.pick(self.rng, synthetic.TYPES), "reduced")
            else:
                self._risk(row, synthetic.pick(self.rng, synthetic.TYPES), "")
        self._risk(self.audit.further[-1], "psychological", "")

    def _ends(self, row: Row, plan: YearPlan) -> date:
        """A conclusion in the year, after a plausible time."""
        ends: date = row["started_on"] + timedelta(days=max(6, int(self.rng.lognormvariate(3.75, 0.5))))
        if ends < plan.period.start:
            ends = plan.period.start + timedelta(days=self.rng.randrange(1, 60))
        if ends > plan.period.end:
            ends = max(plan.period.end - timedelta(days=self.rng.randrange(12)), row["started_on"])
        return ends

    def _risks_of(self, concluded: list[Row], plan: YearPlan) -> None:
        outcomes = synthetic.spread(self.rng, plan.concluded)
        special = {
            "domestic": plan.domestic,
            "modern_slavery": plan.modern_slavery,
            "discriminatory": plan.discriminatory,
        }
        usual = {code: weight for code, weight in synthetic.TYPES.items() if code not in special}
        types = synthetic.spread(self.rng, special)
        types += [synthetic.pick(self.rng, usual) for _ in range(len(concluded) - len(types))]
        self.rng.shuffle(types)
        for row, outcome, type_of_abuse in zip(concluded, outcomes, types, strict=True):
            self._risk(row, type_of_abuse, outcome)
            if type_of_abuse in usual and self.rng.random() < 0.3:
                self._risk(row, synthetic.pick(self.rng, usual), outcome)

    def _beside_the_counts(self) -> None:
        """What an extract holds that no count of the Board's does: duplicates, other areas, under-18s."""
        firsts = synthetic.choose(self.rng, [r for r in self.tables["concerns"] if r["decision"] == "no_enquiry"], 60)
        for first in firsts:
            adult = {"adult_id": first["adult_id"]}
            row = self._concern(adult, first["raised_on"], first["source"], "duplicate")
            row["duplicate_of"] = first["concern_id"]
        for _ in range(40):
            row = self._concern(self._adult(), self._any_day(), "ambulance", "passed_to_other_authority")
            row["area"] = "820"
        for _ in range(6):
            raised_on = self._any_day()
            young = self._adult()
            young["date_of_birth"] = raised_on - timedelta(days=17 * 365)
            self._concern(young, raised_on, "education", "no_enquiry")

    def _any_day(self) -> date:
        return synthetic.day_in(self.rng, self.rng.choice(numbers.YEARS).period)
