"""High-risk panels: how each works, who sits on it, when it met; and the cases that agencies bring to one.

Sources: published processes for adults at high risk (Hull VARM, Warwickshire VARM, Cambridgeshire and Peterborough MARM), whose
numbers are defaults that a Board changes: 12 cases a month, an answer within 5 working days, each case again within 6 weeks.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from goldenthread.boards.models import Agency, Board
from goldenthread.boards.standing import Dated
from goldenthread.cases.models import InCase, Sort
from goldenthread.core import clock
from goldenthread.core.models import Record
from goldenthread.panels.pathway import Pathway, Taken
from goldenthread.panels.steps import PANEL

ONE_TO_FIVE = (MinValueValidator(1), MaxValueValidator(5))
ONE_TO_NINE = (MinValueValidator(1), MaxValueValidator(9))


class Panel(Record):
    """A panel that a Board runs, or hears numbers from, and the rules it goes by."""

    class Sort(models.TextChoices):
        HIGH_RISK = "high_risk", "For adults at high risk"
        HOARDING = "hoarding", "For hoarding"
        CONFERENCE = "conference", "Conference held by others: the Board hears numbers, and no cases"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="panels")
    name = models.CharField(max_length=200)
    sort = models.CharField("what sort of panel", max_length=12, choices=Sort)
    what_for = models.TextField("who it is for")
    cadence = models.CharField("how often it meets", max_length=100, default="Each month")
    chair_post = models.CharField("who chairs it", max_length=200, blank=True, help_text="By post.")
    core_agencies = models.ManyToManyField(Agency, blank=True, related_name="panels", verbose_name="core agencies")
    quorum = models.PositiveSmallIntegerField("agencies that must come", default=3)
    most_cases = models.PositiveSmallIntegerField("most cases at a meeting", default=12)
    accept_within = models.PositiveSmallIntegerField("working days to accept or decline", default=5)
    review_within = models.PositiveSmallIntegerField("weeks within which a case comes back", default=6)
    looked_at_every = models.PositiveSmallIntegerField("months between looks at whether it works", default=6)
    ended_on = models.DateField("stopped on", null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("board", "name"), name="panel_name_is_unique_on_its_board"),)

    def __str__(self) -> str:
        return self.name

    @property
    def holds_cases(self) -> bool:
        return self.sort != self.Sort.CONFERENCE


class PanelCriterion(Record):
    """Something that has to be so before the panel takes a case."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="criteria")
    text = models.CharField("what has to be so", max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("panel__name", "order", "text")
        verbose_name_plural = "panel criteria"

    def __str__(self) -> str:
        return self.text


class PanelMember(Dated):
    """Somebody sits on a panel, from a day and perhaps up to one. One person asks for it; it holds once another agrees."""

    class Part(models.TextChoices):
        CHAIR = "chair", "Chairs the panel"
        PANEL = "panel", "On the panel"

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    part = models.CharField("what they do on it", max_length=6, choices=Part)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="panel_members")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Dated.Meta):
        ordering = ("from_on",)
        constraints = (  # type: ignore[assignment]  # the days of every dated record, and two more
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(agreed_at=None, agreed_by=None)
                | models.Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="panel_member_agreed_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("asked_by")),
                name="panel_member_is_agreed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_part_display()}"


class PanelMeeting(Record):
    """A panel met, or will: which agencies came, and whether there were enough of them."""

    SHOWN_WITH = ("panel",)

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField("day")
    agencies = models.ManyToManyField(
        Agency, blank=True, related_name="panel_meetings", verbose_name="agencies that came"
    )

    class Meta:
        ordering = ("-held_on",)
        constraints = (models.UniqueConstraint(fields=("panel", "held_on"), name="a_panel_meets_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.panel}, {self.held_on.day} {self.held_on:%B %Y}"


class PanelLook(Record):
    """The Board looked at whether a panel works: what the numbers and its members say, and what changes."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="looks")
    looked_on = models.DateField("day", default=clock.today)
    from_on = models.DateField("the time looked at, from")
    to_on = models.DateField("up to and with")
    works = models.TextField("what works")
    does_not = models.TextField("what does not", blank=True)
    changes = models.TextField("what changes now", blank=True)

    class Meta:
        ordering = ("-looked_on",)
        verbose_name = "look at a panel"
        verbose_name_plural = "looks at panels"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="panel_look_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.panel}, looked at on {self.looked_on.day} {self.looked_on:%B %Y}"


class PanelAwareness(Record):
    """People were told of a panel: how, when and how many."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="awareness")
    held_on = models.DateField("day")
    what = models.CharField("what was done", max_length=200)
    people = models.PositiveIntegerField("people reached", null=True, blank=True)

    class Meta:
        ordering = ("-held_on",)
        verbose_name = "telling of a panel"
        verbose_name_plural = "tellings of panels"

    def __str__(self) -> str:
        return self.what


class PanelCount(Record):
    """Numbers of a conference that others hold; the Board holds none of its cases."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="counts")
    from_on = models.DateField("from")
    to_on = models.DateField("up to and with")
    cases = models.PositiveIntegerField("cases heard")
    repeats = models.PositiveIntegerField("heard before within a year", null=True, blank=True)
    with_needs = models.PositiveIntegerField("adults with needs for care and support", null=True, blank=True)
    concerns = models.PositiveIntegerField("safeguarding concerns raised", null=True, blank=True)
    note = models.TextField("what the numbers leave out", blank=True)

    class Meta:
        ordering = ("-from_on",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="panel_count_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.panel}, {self.from_on.day} {self.from_on:%B %Y}"


class PanelCase(Pathway):
    """An adult’s case before a panel: who brings it and why, what was agreed, and what became of the risk."""

    SORT = Sort.PANEL
    PROCESS = PANEL

    class Consent(models.TextChoices):
        GIVEN = "given", "The adult agreed"
        REFUSED = "refused", "The adult did not agree"
        NOT_ASKED = "not_asked", "The adult was not asked"

    class Advocacy(models.TextChoices):
        HAS = "has", "Has an advocate"
        OFFERED = "offered", "Offered, and turned down"
        ASKED_FOR = "asked_for", "Asked for, and awaited"
        NOT_NEEDED = "not_needed", "Not needed: family or friends support them"
        NOT_CONSIDERED = "not_considered", "Not considered yet"

    class Effect(models.TextChoices):
        REDUCED = "reduced", "The risk is lower"
        SAME = "same", "The risk is the same"
        INCREASED = "increased", "The risk is higher"
        DIED = "died", "The adult died"
        MOVED = "moved", "The adult moved away"
        ENQUIRY = "enquiry", "It became a safeguarding enquiry (section 42)"

    class AfterDeath(models.TextChoices):
        REFERRED = "referred", "Referred for a Safeguarding Adults Review"
        NOT_REFERRED = "not_referred", "Considered, and not referred"

    state = models.CharField(max_length=12, choices=PANEL.choices(), default=PANEL.begins.key, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="panel_cases")
    called = models.CharField(
        "what the adult is called here", max_length=60, help_text="A pseudonym; never a real name."
    )
    reason = models.TextField("why it comes to the panel", help_text="What was tried, and why it was not enough.")
    criteria = models.ManyToManyField(
        PanelCriterion, blank=True, related_name="panel_cases", verbose_name="criteria met"
    )
    consent = models.CharField("did the adult agree to this?", max_length=10, choices=Consent)
    without_consent = models.TextField(
        "why it is brought without their agreement",
        blank=True,
        help_text="The reason in law, and why it is proportionate.",
    )
    views = models.TextField("what the adult says, and wants", blank=True)
    advocacy = models.CharField(max_length=15, choices=Advocacy, default=Advocacy.NOT_CONSIDERED)
    legal_options = models.TextField(
        "legal options considered",
        blank=True,
        help_text="Such as the Mental Capacity Act, the Mental Health Act, the inherent jurisdiction, tenancy or fire law.",
    )
    lead_agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="panel_cases_led",
        verbose_name="lead agency",
    )
    key_worker = models.CharField("key worker, by post", max_length=200, blank=True)
    review_on = models.DateField("comes back on", null=True, blank=True)
    effect = models.CharField("what became of the risk", max_length=10, choices=Effect, blank=True)
    after_death = models.CharField("a review after the death", max_length=12, choices=AfterDeath, blank=True)
    after_death_why = models.TextField("why a review was, or was not, asked for", blank=True)

    def __str__(self) -> str:
        return self.called

    def called_in_lists(self) -> str:
        return f"{self.called}, {self.panel.name}"

    def clean(self) -> None:
        if self.consent and self.consent != self.Consent.GIVEN and not self.without_consent.strip():
            raise ValidationError({"without_consent": "Say why it is brought without the adult’s agreement."})


class PanelStep(Taken):
    """A step of a panel’s case."""


class PanelRisk(InCase):
    """One risk to the adult: how likely and how grave it was, who holds it, and how it is now."""

    class Sort(models.TextChoices):
        SELF_NEGLECT = "self_neglect", "Self-neglect"
        HOARDING = "hoarding", "Hoarding"
        FIRE = "fire", "Fire"
        HEALTH = "health", "Health that gets worse"
        NOT_ENGAGING = "not_engaging", "Turning help away"
        SUBSTANCES = "substances", "Alcohol or drugs"
        MENTAL_HEALTH = "mental_health", "Mental health, or suicide"
        OTHERS = "others", "Harm by other people"
        HOME = "home", "Losing the home"
        PUBLIC = "public", "Danger to other people"
        OTHER = "other", "Something else"

    sort = models.CharField("what sort of risk", max_length=15, choices=Sort)
    text = models.CharField("the risk, in a sentence", max_length=300)
    likelihood = models.PositiveSmallIntegerField("how likely it was", validators=ONE_TO_FIVE, help_text="From 1 to 5.")
    impact = models.PositiveSmallIntegerField("how grave it was", validators=ONE_TO_FIVE, help_text="From 1 to 5.")
    agency = models.ForeignKey(
        Agency, verbose_name="who holds it", null=True, blank=True, on_delete=models.PROTECT, related_name="panel_risks"
    )
    likelihood_now = models.PositiveSmallIntegerField(
        "how likely it is now", null=True, blank=True, validators=ONE_TO_FIVE
    )
    impact_now = models.PositiveSmallIntegerField("how grave it is now", null=True, blank=True, validators=ONE_TO_FIVE)
    looked_on = models.DateField("looked at again on", null=True, blank=True)

    class Meta:
        ordering = ("-likelihood", "-impact", "text")

    def __str__(self) -> str:
        return self.text

    @property
    def before(self) -> int:
        return self.likelihood * self.impact

    @property
    def now(self) -> int | None:
        """Its score now; None while nobody has looked at it again."""
        if self.likelihood_now is None or self.impact_now is None:
            return None
        return self.likelihood_now * self.impact_now


class PanelCapacity(InCase):
    """Whether the adult could make one decision on one day (Mental Capacity Act 2005, sections 2 and 3)."""

    class Answer(models.TextChoices):
        HAS = "has", "Had capacity for it"
        LACKS = "lacks", "Lacked capacity for it"
        FLUCTUATES = "fluctuates", "It comes and goes"
        NOT_ASSESSED = "not_assessed", "Not assessed yet"

    decision = models.CharField("which decision", max_length=200)
    answer = models.CharField("what was found", max_length=12, choices=Answer)
    assessed_on = models.DateField("on", null=True, blank=True)
    assessed_by = models.CharField("by, as a post", max_length=200, blank=True)
    note = models.TextField("on what grounds", blank=True)

    class Meta:
        ordering = ("decision",)
        verbose_name = "capacity for a decision"
        verbose_name_plural = "capacity for decisions"

    def __str__(self) -> str:
        return self.decision


class ClutterRating(InCase):
    """How full a room is by the Clutter Image Rating, from 1 to 9 (1 to 3 low, 4 to 6 medium, 7 to 9 high)."""

    BANDS: ClassVar[tuple[tuple[int, str], ...]] = ((3, "Low"), (6, "Medium"), (9, "High"))

    room = models.CharField(max_length=60, help_text="Such as kitchen or bedroom.")
    rating = models.PositiveSmallIntegerField(validators=ONE_TO_NINE, help_text="From 1 to 9, by the pictures.")
    rated_on = models.DateField("on", default=clock.today)

    class Meta:
        ordering = ("room", "rated_on")

    def __str__(self) -> str:
        return self.room

    @property
    def band(self) -> str:
        return next(words for most, words in self.BANDS if self.rating <= most)


class PanelAction(InCase):
    """Something an agency does in a panel’s case. The agency sees its own, and not the others’."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="panel_actions")
    text = models.TextField("what it does")
    who = models.CharField("who does it, by post", max_length=200, blank=True)
    due_on = models.DateField("due on")
    done_on = models.DateField(null=True, blank=True)
    came_to = models.TextField("what came of it", blank=True)
    stuck_since = models.DateField("cannot go on since", null=True, blank=True, editable=False)

    class Meta:
        ordering = ("due_on",)

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_stuck(self) -> bool:
        """Whether something stands in its way, and it is not done yet."""
        return self.done_on is None and self.stuck_since is not None


class PanelActionWord(InCase):
    """What an agency, or the panel’s chair, said of how an action stands. It stays as it was said."""

    class Stands(models.TextChoices):
        GOES_ON = "goes_on", "It goes on"
        DONE = "done", "It is done"
        STUCK = "stuck", "It cannot go on"

    action = models.ForeignKey(PanelAction, on_delete=models.PROTECT, related_name="words", editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="panel_action_words", editable=False)
    stands = models.CharField("how it stands", max_length=10, choices=Stands)
    said_on = models.DateField("since which day", default=clock.today)
    text = models.TextField("in words")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    said_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ("-said_at",)
        verbose_name = "word on an action"
        verbose_name_plural = "words on actions"

    def __str__(self) -> str:
        return self.get_stands_display()


class PanelListing(InCase):
    """A case is on the list of a meeting of the panel, and what was agreed there."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="listings")
    agreed = models.TextField("what was agreed", blank=True)
    comes_back_on = models.DateField("comes back on", null=True, blank=True)

    class Meta:
        ordering = ("-meeting__held_on",)
        verbose_name = "place on a panel’s list"
        verbose_name_plural = "places on panels’ lists"
        constraints = (models.UniqueConstraint(fields=("case", "meeting"), name="a_case_is_listed_once_for_a_meeting"),)

    def __str__(self) -> str:
        return str(self.meeting)
