"""What stands beside indicators: what the Board makes of them, known changes, others' values, and who lives here."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Record
from goldenthread.scorecard.catalogue import shipped
from goldenthread.scorecard.population import ages_in_words


def is_an_indicator(name: str) -> None:
    """Refuse a name that no indicator has.

    Raises:
        ValidationError: there is no such indicator.
    """
    if name not in shipped().indicators:
        raise ValidationError(f"There is no indicator called “{name}”. Choose one from the list.")


class OfIndicator(Record):
    """A record that says something of one indicator."""

    indicator = models.CharField(max_length=60, validators=[is_an_indicator])

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """What the indicator is called; its name where the catalogue has it no more."""
        found = shipped().indicators.get(self.indicator)
        return found.title if found else self.indicator


class IndicatorCommentary(OfIndicator):
    """What the Board makes of an indicator in a quarter: what it means, what is being done, and by when."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="indicator_commentaries")
    period = models.CharField(max_length=7)
    quarter = models.PositiveSmallIntegerField(choices=[(n, f"Quarter {n}") for n in range(1, 5)])
    means = models.TextField("what it means")
    doing = models.TextField("what is being done", blank=True)
    by_on = models.DateField("by when", null=True, blank=True)
    written_by = models.CharField("who says so", max_length=200, help_text="A name or a post.")

    class Meta:
        ordering = ("-period", "-quarter", "indicator")
        verbose_name_plural = "indicator commentaries"
        constraints = (
            models.UniqueConstraint(
                fields=("board", "indicator", "period", "quarter"),
                name="one_commentary_for_an_indicator_and_quarter",
                violation_error_message="This quarter has its commentary. Open that and change it: what it said is kept.",
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__range=(1, 4)), name="indicator_commentary_quarter_is_one_of_four"
            ),
        )

    def __str__(self) -> str:
        return f"On {self.title}, quarter {self.quarter} of {self.period}"


class KnownChange(OfIndicator):
    """Something that changed how an indicator comes about, such as a new front door: its limits begin anew from that day."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="known_changes")
    from_on = models.DateField("from when")
    what = models.CharField("what changed", max_length=200)
    why = models.TextField("how we know", blank=True)

    class Meta:
        ordering = ("indicator", "from_on")
        constraints = (
            models.UniqueConstraint(
                fields=("board", "indicator", "from_on"),
                name="one_known_change_on_a_day",
                violation_error_message="A change of that day is known already. Put both into one.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} ({self.title})"


class ComparedValue(OfIndicator):
    """The value of another place for one indicator and year, as its source gives it, with what that source counts."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="compared_values")
    period = models.CharField(max_length=7)
    place = models.CharField("place", max_length=100)
    numerator = models.PositiveIntegerField("number counted")
    denominator = models.PositiveIntegerField("out of", help_text="For a count: how many adults live there.")
    source = models.CharField("source", max_length=300)
    definition = models.CharField("what the source counts", max_length=300)
    is_ours = models.BooleanField(
        "our own place", default=False, help_text="As the source gives it, to find it among the others."
    )
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("indicator", "-period", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("board", "indicator", "period", "place"),
                name="one_compared_value_of_a_place_and_year",
                violation_error_message="That place has a value for this year. Open it and change it.",
            ),
            models.CheckConstraint(
                condition=models.Q(denominator__gt=0),
                name="compared_value_is_out_of_something",
                violation_error_message="Say what the number is out of; it must be above 0.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place}, {self.title}, {self.period}"


class AdultPopulation(Record):
    """How many people of an ethnic group live in the area, as a source gives it: what groups are compared against."""

    class Group(models.TextChoices):
        """The groups of the census, and one for sources that give two of them together. Stored; never renamed."""

        WHITE = "white", "White"
        ASIAN = "asian", "Asian or Asian British"
        BLACK = "black", "Black, Black British, Caribbean or African"
        MIXED = "mixed", "Mixed or multiple groups"
        OTHER = "other", "Other group"
        MIXED_OR_OTHER = "mixed_or_other", "Mixed, multiple and other groups"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="adult_populations")
    group = models.CharField("ethnic group", max_length=20, choices=Group)
    people = models.PositiveIntegerField("how many")
    ages = models.CharField("of which ages", max_length=40, default="18 and over")
    year = models.PositiveSmallIntegerField("year of the census", default=2021)
    source = models.CharField("source", max_length=300)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-year", "group")
        constraints = (
            models.UniqueConstraint(
                fields=("board", "group", "year"),
                name="one_population_of_a_group_and_year",
                violation_error_message="That group has a number for this year. Open it and change it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_group_display()}, {self.year}"


class PeopleByAge(Record):
    """How many people of an age, and of a sex where the source tells them apart, live in our area or in England."""

    class Area(models.TextChoices):
        """Whose people they are: ours, which rates are taken among, or England’s, whose ages can be the standard. Stored."""

        OURS = "ours", "Our area"
        ENGLAND = "england", "England"

    class Sex(models.TextChoices):
        """Everybody, or one sex. Stored; never renamed."""

        ALL = "all", "Everybody"
        FEMALE = "female", "Women"
        MALE = "male", "Men"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="people_by_age")
    area = models.CharField("where they live", max_length=10, choices=Area, default=Area.OURS)
    year = models.PositiveSmallIntegerField("year they are of")
    sex = models.CharField("who", max_length=10, choices=Sex, default=Sex.ALL)
    first_age = models.PositiveSmallIntegerField("from which age")
    last_age = models.PositiveSmallIntegerField("to which age", null=True, blank=True)
    people = models.PositiveIntegerField("how many")
    source = models.CharField("source", max_length=300)
    definition = models.CharField("what the source counts", max_length=300)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("area", "-year", "sex", "first_age")
        verbose_name = "number of people of an age"
        verbose_name_plural = "people by age"
        constraints = (
            models.UniqueConstraint(
                fields=("board", "area", "year", "sex", "first_age"),
                name="one_number_of_people_for_a_year_sex_and_age",
                violation_error_message="There is a number from that age already. Open it and change it.",
            ),
            models.CheckConstraint(
                condition=models.Q(last_age__isnull=True) | models.Q(last_age__gte=models.F("first_age")),
                name="people_by_age_end_no_earlier_than_they_begin",
                violation_error_message="The last age must be the first one or above it. Leave it empty for “and over”.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_area_display()}, {self.ages}, {self.year}"

    @property
    def ages(self) -> str:
        """As people say it: “18 to 64”, “85 and over”, “18”."""
        return ages_in_words(self.first_age, self.last_age)
