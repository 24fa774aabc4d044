"""What members paid in, what it was spent on, and what is planned, promised and kept back; all in whole pence."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from goldenthread.boards.models import Agency, Board
from goldenthread.core.models import Record


class Contribution(Record):
    """Money a member agreed to pay towards the Board's work (Schedule 2, paragraph 2), and how far it has come in."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="contributions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contributions")
    period = models.CharField(max_length=7)
    pence = models.PositiveBigIntegerField("agreed")
    invoiced_on = models.DateField("invoiced on", null=True, blank=True)
    due_on = models.DateField("due on", null=True, blank=True)
    received_pence = models.PositiveBigIntegerField("received", default=0)
    received_on = models.DateField("received on", null=True, blank=True)
    note = models.TextField(blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("period", "-pence")

    def __str__(self) -> str:
        return f"{self.agency} {self.period}"

    @property
    def outstanding(self) -> int:
        """What has not come in yet, in pence."""
        return max(0, self.pence - self.received_pence)


class InKind(Record):
    """What a member gave other than money: time, rooms, training, with what it is worth and how that was worked out."""

    class What(models.TextChoices):
        """Stored; never renamed."""

        HOURS = "hours", "Staff time"
        ROOM = "room", "Rooms"
        TRAINING = "training", "Training"
        OTHER = "other", "Something else"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="in_kind")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="in_kind")
    period = models.CharField(max_length=7)
    what = models.CharField("kind", max_length=10, choices=What)
    description = models.CharField("what was given", max_length=300)
    quantity = models.DecimalField("how much", max_digits=9, decimal_places=1, null=True, blank=True)
    unit = models.CharField("of what", max_length=40, blank=True, help_text="Such as hours, days or sessions.")
    pence = models.PositiveBigIntegerField("worth")
    basis = models.CharField("how that was worked out", max_length=300)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("period", "agency__order", "agency__name")
        verbose_name = "contribution in kind"
        verbose_name_plural = "contributions in kind"

    def __str__(self) -> str:
        return f"{self.description}, {self.agency}"


class BudgetLine(Record):
    """What is planned for one purpose in a year. Spending under the same name counts against it."""

    class Method(models.TextChoices):
        """How its forecast is worked out. Stored; never renamed."""

        COMMITTED = "committed", "What is spent, and what is still to be paid of commitments"
        EVENLY = "evenly", "As it was spent so far, evenly to the end of the year"
        BUDGET = "budget", "The budget, or what is spent and committed where that is more"
        BY_HAND = "by_hand", "An amount set by hand"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="budget_lines")
    period = models.CharField(max_length=7)
    name = models.CharField("what it is for", max_length=100)
    pence = models.PositiveBigIntegerField("budget")
    method = models.CharField("how its forecast is worked out", max_length=10, choices=Method, default=Method.COMMITTED)
    set_pence = models.PositiveBigIntegerField("forecast set by hand", null=True, blank=True)
    reason = models.TextField("why spending differs from the budget", blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-period", "order", "name")
        constraints = (
            models.UniqueConstraint(fields=("board", "period", "name"), name="a_budget_has_each_line_once_a_year"),
            models.CheckConstraint(
                condition=Q(method="by_hand", set_pence__isnull=False)
                | (~Q(method="by_hand") & Q(set_pence__isnull=True)),
                name="a_forecast_set_by_hand_has_an_amount",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.period}"


class Commitment(Record):
    """Money that is promised and not all paid: a reviewer's fee and days, a contract."""

    class Kind(models.TextChoices):
        """Stored; never renamed."""

        REVIEW = "review", "A review"
        CHAIR = "chair", "The independent chair"
        CONTRACT = "contract", "A contract"
        OTHER = "other", "Something else"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="commitments_of_money")
    line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="commitments", verbose_name="budget line"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REVIEW)
    what = models.CharField(
        "what it is for", max_length=300, help_text="Everybody who sees the Board’s money reads this: name no adult."
    )
    supplier = models.CharField("to whom", max_length=200, blank=True)
    fee_pence = models.PositiveBigIntegerField("fixed fee", default=0)
    days = models.DecimalField("days agreed", max_digits=5, decimal_places=1, default=Decimal(0), blank=True)
    day_pence = models.PositiveBigIntegerField("for each day", default=0)
    ended_on = models.DateField("nothing more to pay since", null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-line__period", "line__order", "what")

    def __str__(self) -> str:
        return self.what

    @property
    def pence(self) -> int:
        """All that is promised: the fee, and the days at their rate."""
        return self.fee_pence + int((Decimal(self.days) * self.day_pence).to_integral_value())


class Expenditure(Record):
    """An amount spent, or, below nothing, one that came back. Brought in from a ledger it has its day and reference."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="expenditure")
    period = models.CharField(max_length=7)
    line = models.CharField(max_length=100)
    pence = models.BigIntegerField()
    spent_on = models.DateField("day", null=True, blank=True)
    supplier = models.CharField("paid to", max_length=200, blank=True)
    reference = models.CharField("reference in the ledger", max_length=100, blank=True)
    note = models.CharField("what for", max_length=300, blank=True)
    commitment = models.ForeignKey(
        Commitment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invoices",
        verbose_name="paid towards",
    )
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("period", "-pence")
        verbose_name_plural = "expenditure"

    def __str__(self) -> str:
        return f"{self.line} {self.period}"


class Reserve(Record):
    """What was kept back at the start of a year, and the least the Board wants to keep."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="reserves")
    period = models.CharField(max_length=7)
    pence = models.PositiveBigIntegerField("reserve on 1 April")
    least_pence = models.PositiveBigIntegerField("least to keep", default=0)
    note = models.CharField("where that was agreed", max_length=300, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-period",)
        constraints = (models.UniqueConstraint(fields=("board", "period"), name="a_board_has_one_reserve_a_year"),)

    def __str__(self) -> str:
        return f"Reserve {self.period}"


class CallRule(Record):
    """What members agreed happens when more is spent than came in: from how much on, and who pays which share."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="call_rules")
    name = models.CharField(max_length=150)
    over_pence = models.PositiveBigIntegerField(
        "overspend that the Board bears itself", default=0, help_text="Members are called on for what is beyond it."
    )
    reserve_first = models.BooleanField("the reserve is used first, down to the least to keep", default=True)
    agreed_in = models.CharField("where it was agreed", max_length=300)
    from_on = models.DateField("holds from")
    to_on = models.DateField("holds until", null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-from_on", "name")
        verbose_name = "rule for calling on members"
        verbose_name_plural = "rules for calling on members"

    def __str__(self) -> str:
        return self.name


class CallShare(Record):
    """The share of a call that one member pays."""

    rule = models.ForeignKey(CallRule, on_delete=models.CASCADE, related_name="shares")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="call_shares")
    percent = models.DecimalField("share, in per cent", max_digits=5, decimal_places=2)

    class Meta:
        ordering = ("-percent", "agency__order", "agency__name")
        verbose_name = "share of a call"
        verbose_name_plural = "shares of a call"
        constraints = (
            models.UniqueConstraint(fields=("rule", "agency"), name="a_member_has_one_share_of_a_call"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="a_share_of_a_call_is_of_a_hundred"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency}: {self.percent}%"


class DeflatorSeries(Record):
    """How prices moved, year by year, from a named source: what yesterday's pound is worth today."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="deflator_series")
    name = models.CharField(max_length=150)
    source = models.CharField("where it comes from", max_length=300, help_text="With the day it was published.")
    is_used = models.BooleanField("used for real-terms changes", default=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-is_used", "name")
        verbose_name = "price series"
        verbose_name_plural = "price series"
        constraints = (
            models.UniqueConstraint(
                fields=("board",), condition=Q(is_used=True), name="a_board_uses_one_price_series_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Deflator(Record):
    """The index of one year."""

    series = models.ForeignKey(DeflatorSeries, on_delete=models.CASCADE, related_name="years")
    period = models.CharField(max_length=7)
    index = models.DecimalField(max_digits=10, decimal_places=4)

    class Meta:
        ordering = ("period",)
        verbose_name = "year of a price series"
        verbose_name_plural = "years of a price series"
        constraints = (
            models.UniqueConstraint(fields=("series", "period"), name="a_price_series_has_each_year_once"),
            models.CheckConstraint(condition=Q(index__gt=0), name="a_price_index_is_above_nothing"),
        )

    def __str__(self) -> str:
        return f"{self.series} {self.period}"
