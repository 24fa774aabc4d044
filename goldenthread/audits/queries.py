"""Questions about practice audits: what stands in the way of a step, how work was graded, and how far the gradings agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.audits import agreement, steps
from goldenthread.audits.grading import AgencyReturn, AgreedGrade, GivenGrade, SafetyFlag
from goldenthread.audits.practice import AuditQuestion, Participation, PracticeAudit
from goldenthread.audits.scales import Grade
from goldenthread.boards.models import Agency
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.access.standing import Standing


def graded(audit: PracticeAudit) -> set[UUID]:
    """The agencies whose work is graded, with those they are part of and their components."""
    asked = set(audit.participations.values_list("agency_id", flat=True))
    found = Agency.objects.filter(Q(pk__in=asked) | Q(part_of__in=asked) | Q(components__in=asked))
    return set(found.values_list("pk", flat=True))


def is_independent(audit: PracticeAudit, chair_agency: Agency | None) -> bool:
    """Whether a chair from this agency (None: from none) has no work of their own graded."""
    return chair_agency is None or chair_agency.pk not in graded(audit)


def in_the_way(audit: PracticeAudit, step: steps.Step) -> list[str]:
    """What is still missing before an audit can take a step; each says what to do."""
    match step:
        case steps.CHOOSE:
            return _before_choosing(audit)
        case steps.SEND:
            return _before_sending(audit)
        case steps.MODERATE:
            return _before_agreeing(audit)
        case steps.REPORT:
            return _before_reporting(audit)
        case steps.RECORD:
            return _before_recording(audit)
        case steps.CLOSE:
            return _before_closing(audit)
    return []


def _before_choosing(audit: PracticeAudit) -> list[str]:
    wanted = {
        "purpose": "Say what the audit is for.",
        "standard": "Say what good looks like: the standard it is held against.",
        "lawful_basis": "Write down the lawful basis for sharing, as agreed with information governance.",
    }
    found = [words for name, words in wanted.items() if not getattr(audit, name).strip()]
    return found if audit.questions.exists() else [*found, "Choose the questions."]


def _before_sending(audit: PracticeAudit) -> list[str]:
    found = [] if audit.returns_due_on else ["Say by which day the returns are due."]
    if not audit.how_chosen.strip():
        found.append("Say how the cases were chosen, and by whom.")
    if not is_independent(audit, audit.chair_agency):
        found.append(NOT_INDEPENDENT)
    cases = list(audit.cases.prefetch_related("returns"))
    if not cases:
        found.append("Add the cases, by pseudonym.")
    found += [f"Say which agencies are asked about {case}." for case in cases if not case.returns.all()]
    return found


NOT_INDEPENDENT = "The chair belongs to an agency whose work is graded. Choose somebody from outside those agencies."


def _before_agreeing(audit: PracticeAudit) -> list[str]:
    waiting = AgencyReturn.objects.filter(participation__audit=audit, status=AgencyReturn.Status.OPEN)
    names = waiting.order_by("participation__agency__name").values_list("participation__agency__name", flat=True)
    counts = Counter(names)
    return [f"{name} has {count} return{'' if count == 1 else 's'} to hand in." for name, count in counts.items()]


def _before_reporting(audit: PracticeAudit) -> list[str]:
    found = [] if audit.meetings.exists() else ["Write down the meeting at which the grades were agreed."]
    left = ungraded(audit)
    if left:
        found.append(f"Agree the {left} grade{'' if left == 1 else 's'} that {'is' if left == 1 else 'are'} left.")
    return found if audit.conclusions.exists() else [*found, "Write down what the audit concludes."]


def _before_recording(audit: PracticeAudit) -> list[str]:
    found = [] if audit.purpose.strip() else ["Say what the audit was for."]
    if audit.held_on is None:
        found.append("Say when it was held.")
    return found if audit.conclusions.exists() else [*found, "Write down what the audit concluded."]


def _before_closing(audit: PracticeAudit) -> list[str]:
    waiting = flags_waiting(audit).select_related("case")
    return [f"Say what came of looking at {flag.case} at once." for flag in waiting]


def flags_waiting(audit: PracticeAudit) -> QuerySet[SafetyFlag]:
    """Adults who may not be safe, and whose case nobody is known to have looked at since."""
    return SafetyFlag.objects.filter(case__audit=audit, met_on=None)


def ungraded(audit: PracticeAudit) -> int:
    """How many grades given by agencies have no agreed grade yet."""
    given = GivenGrade.objects.filter(
        agency_return__participation__audit=audit, agency_return__status=AgencyReturn.Status.HANDED_IN
    ).exclude(grade="")
    agreed = AgreedGrade.objects.filter(agency_return__participation__audit=audit)
    return given.count() - sum(1 for _ in agreed.filter(agency_return__status="handed_in").exclude(own=""))


@dataclass(frozen=True)
class Line:
    """How often each grade of the scale was given to a question, best first."""

    question: AuditQuestion
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Heat:
    """Questions × grades: counts, never an average of words."""

    grades: tuple[Grade, ...]
    lines: tuple[Line, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(sum(line.counts[place] for line in self.lines) for place in range(len(self.grades)))

    @property
    def is_empty(self) -> bool:
        return not any(self.totals)


def _heat(audit: PracticeAudit, given: Iterable[tuple[UUID, str]]) -> Heat:
    counted: dict[UUID, Counter[str]] = defaultdict(Counter)
    for question, grade in given:
        counted[question][grade] += 1
    grades = audit.grades.grades
    lines = tuple(
        Line(question, tuple(counted[question.pk][grade.key] for grade in grades)) for question in audit.questions.all()
    )
    return Heat(grades, lines)


def agreed(audit: PracticeAudit) -> Heat:
    """The grades that were agreed."""
    found = AgreedGrade.objects.filter(agency_return__participation__audit=audit)
    return _heat(audit, found.values_list("question_id", "grade"))


def given(audit: PracticeAudit, agency: Agency | None = None) -> Heat:
    """The grades that agencies gave themselves and handed in; or one agency's."""
    found = GivenGrade.objects.filter(agency_return__participation__audit=audit, agency_return__status="handed_in")
    found = found.filter(agency_return__participation__agency=agency) if agency else found
    return _heat(audit, found.exclude(grade="").values_list("question_id", "grade"))


def agreement_of(audit: PracticeAudit) -> agreement.Agreement:
    """How far agencies' own grades and the agreed ones are alike, over grades that judge."""
    scale = audit.grades
    found = AgreedGrade.objects.filter(agency_return__participation__audit=audit).values_list("own", "grade")
    pairs = [
        (own, agreed_)
        for own, agreed_ in ((scale.place(one), scale.place(other)) for one, other in found)
        if own is not None and agreed_ is not None
    ]
    return agreement.of(pairs, len(scale.judging))


@dataclass(frozen=True)
class Moved:
    """How far agreed grades moved from agencies' own, for one question."""

    question: AuditQuestion
    same: int
    better: int
    worse: int
    otherwise: int
    """From, or to, a grade that judges nothing, or where the agency gave none."""


def moved(audit: PracticeAudit) -> list[Moved]:
    """Question by question, agreed grades against agencies' own."""
    scale = audit.grades
    counted: dict[UUID, Counter[str]] = defaultdict(Counter)
    found = AgreedGrade.objects.filter(agency_return__participation__audit=audit)
    for question, own, grade in found.values_list("question_id", "own", "grade"):
        counted[question][_movement(scale.place(own), scale.place(grade), same=own == grade)] += 1
    names = ("same", "better", "worse", "otherwise")
    return [Moved(one, *(counted[one.pk][name] for name in names)) for one in audit.questions.all() if counted[one.pk]]


def _movement(own: int | None, now: int | None, *, same: bool) -> str:
    if same:
        return "same"
    if own is None or now is None:
        return "otherwise"
    return "better" if now < own else "worse"


@dataclass(frozen=True)
class Compared:
    """A question in this audit and in the one before it: how many met what was asked, of how many."""

    words: str
    met: int
    of: int
    met_before: int
    of_before: int

    @property
    def way(self) -> int:
        """Above nothing where a larger share met it than last time, below where a smaller one did."""
        return self.met * self.of_before - self.met_before * self.of


@dataclass(frozen=True)
class Comparison:
    """An audit against the one it repeats."""

    before: PracticeAudit
    lines: list[Compared]
    only_now: list[str]
    only_before: list[str]
    is_same_scale: bool

    @property
    def words(self) -> str:
        """What it comes to, counted: how many questions went which way, and all their grades together.

        Together they get no likely range: grades of one case hang together, and a range would promise more than they hold.
        """
        if not self.lines:
            return "No question was asked both times, so there is nothing to compare."
        larger = sum(one.way > 0 for one in self.lines)
        smaller = sum(one.way < 0 for one in self.lines)
        asked = f"{len(self.lines)} question{' was' if len(self.lines) == 1 else 's were'} asked both times"
        met, of = sum(one.met for one in self.lines), sum(one.of for one in self.lines)
        before, of_before = sum(one.met_before for one in self.lines), sum(one.of_before for one in self.lines)
        return (
            f"{asked}. The share of grades that met what was asked is larger in {larger or 'none'}, and smaller in "
            f"{smaller or 'none'}. All together, {met} of {of} grades met it this time, and {before} of {of_before} last time."
        )


def compared(audit: PracticeAudit) -> Comparison | None:
    """This audit against the last, question by question; None where it repeats none, or either has no agreed grades."""
    before = audit.previous
    if before is None:
        return None
    now, then = _met(audit), _met(before)
    if not now or not then:
        return None
    lines = [Compared(words, met, of, *then[key][1:]) for key, (words, met, of) in now.items() if key in then]
    only_now = [words for key, (words, _, _) in now.items() if key not in then]
    only_before = [words for key, (words, _, _) in then.items() if key not in now]
    return Comparison(before, lines, only_now, only_before, audit.scale == before.scale)


def _met(audit: PracticeAudit) -> dict[str, tuple[str, int, int]]:
    """By question: its words, how many agreed grades met what was asked, and how many judged it."""
    heat, found = agreed(audit), {}
    for line in heat.lines:
        judged = [
            (grade, count) for grade, count in zip(heat.grades, line.counts, strict=True) if grade.is_met is not None
        ]
        if of := sum(count for _, count in judged):
            met = sum(count for grade, count in judged if grade.is_met)
            found[line.question.key] = (line.question.words, met, of)
    return found


def together(participation: Participation, standing: Standing) -> Heat | None:
    """What all agreed, for an agency that took part; None until the audit is reported, or to whoever is not of that agency."""
    mine = visible_to(standing, Act.READ, Participation.objects.filter(pk=participation.pk)).exists()
    if not mine or participation.audit.stands not in steps.SHARED:
        return None
    return agreed(participation.audit)


def good_practice(audit: PracticeAudit) -> list[str]:
    """What to share: as concluded, and once the audit is reported as its learning now says."""
    if audit.source_id:
        found = audit.source.findings.filter(is_strength=True)  # type: ignore[union-attr]  # it has one
        return [one.text for one in found]
    return [one.text for one in audit.conclusions.filter(kind="strength")]


def took_part(audit: PracticeAudit) -> list[Participation]:
    """The agencies that took part, and those that could not, in the Board's order."""
    return list(audit.participations.select_related("agency").prefetch_related("returns"))
