"""Training the Board gives: the year's programme, levels, courses, and the sessions at which they were held."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core.models import DatePrecision, Record, Slugged
from goldenthread.learning.models import Recommendation


class Programme(Record):
    """What the Board sets out to teach in a year. Its sessions are those held in that year."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="training_programmes")
    period = models.CharField("year", max_length=7)
    aims = models.TextField(blank=True, help_text="What it is for, in a few sentences. The public page shows it.")
    is_published = models.BooleanField(
        "shown on the public site", default=False, help_text="With its sessions that are open to booking."
    )
    privacy_note = models.TextField(
        "what becomes of people’s details",
        blank=True,
        help_text="Shown to whoever books. Say who sees their details, what for, and for how long.",
    )
    kept_for_months = models.PositiveSmallIntegerField(
        "months that delegates’ names are kept", default=36, help_text="Counted from the session. Counts stay."
    )
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-period",)
        constraints = (models.UniqueConstraint(fields=("board", "period"), name="a_board_has_one_programme_a_year"),)

    def __str__(self) -> str:
        return f"Training programme {self.period}"


class Level(Record):
    """How much somebody needs to know for their role. The Board’s own scheme; others are mapped to it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="training_levels")
    code = models.CharField("short name", max_length=20, help_text="Such as L1.")
    name = models.CharField(max_length=100, help_text="Such as Awareness.")
    who = models.CharField("who needs it", max_length=300, blank=True)
    outcomes = models.TextField("what people can do afterwards", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")
        constraints = (models.UniqueConstraint(fields=("board", "code"), name="level_code_is_unique_on_its_board"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class LevelElsewhere(Record):
    """What a level is called in somebody else’s scheme."""

    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="elsewhere")
    scheme = models.CharField(max_length=150, help_text="Such as the intercollegiate document, with its year.")
    called = models.CharField("its name there", max_length=100)
    source = models.CharField("where that is written", max_length=200, blank=True)

    class Meta:
        ordering = ("scheme", "called")
        verbose_name = "level in another scheme"
        verbose_name_plural = "levels in other schemes"

    def __str__(self) -> str:
        return f"{self.scheme}: {self.called}"


class Course(Slugged):
    """Something the Board teaches, however often."""

    class Basis(models.TextChoices):
        """How it is paid for. Stored; never renamed."""

        FREE = "free", "Free: given by the Board or a member"
        RECIPROCAL = "reciprocal", "In return: members teach one another"
        PAID = "paid", "Paid for"
        UNKNOWN = "", "Not said"

    SLUG_FROM = "title"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="courses")
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    is_webinar = models.BooleanField(default=False, help_text="Watched by people, rather than attended by delegates.")
    aim = models.TextField("what people will learn", blank=True)
    audience = models.CharField("who it is for", max_length=300, blank=True)
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="courses")
    cost_basis = models.CharField("how it is paid for", max_length=10, choices=Basis, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "title")

    def __str__(self) -> str:
        return self.title


class CourseTheme(Record):
    """That a course is about a theme."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="themes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="courses")

    class Meta:
        ordering = ("theme__order", "theme__name")
        constraints = (models.UniqueConstraint(fields=("course", "theme"), name="a_course_has_a_theme_once"),)

    def __str__(self) -> str:
        return self.theme.name


class CourseLearning(Record):
    """That a course teaches what a review, an audit or another source asked for."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="learning")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="courses")

    class Meta:
        ordering = ("course", "pk")
        verbose_name = "recommendation that a course answers"
        verbose_name_plural = "recommendations that courses answer"
        constraints = (
            models.UniqueConstraint(fields=("course", "recommendation"), name="a_course_answers_a_recommendation_once"),
        )

    def __str__(self) -> str:
        return f"{self.course}: {self.recommendation}"


class Session(Record):
    """One time a course is held. `delegates` is how many came; taking the register counts them."""

    SHOWN_WITH = ("course",)

    class Mode(models.TextChoices):
        """Stored; never renamed."""

        CLASSROOM = "classroom", "In a room"
        VIRTUAL = "virtual", "Online, live"
        ELEARNING = "e_learning", "E-learning, in one’s own time"
        WEBINAR = "webinar", "Webinar"
        HYBRID = "hybrid", "In a room and online"
        UNKNOWN = "", "Not said"

    class Trainer(models.TextChoices):
        """Stored; never renamed."""

        BOARD = "board", "The Board’s own"
        PARTNER = "partner", "A member, in return for other training"
        BOUGHT = "bought", "Bought in"
        UNKNOWN = "", "Not said"

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    held_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.YEAR)
    times = models.CharField("from when to when", max_length=60, blank=True, help_text="Such as 9.30am to 12.30pm.")
    mode = models.CharField("how it is held", max_length=10, choices=Mode, blank=True, default="")
    place = models.CharField("where", max_length=200, blank=True, help_text="Everybody may read this.")
    joining = models.TextField(
        "how to join", blank=True, help_text="A link, or which door. Only those who have a place are told."
    )
    trainer = models.CharField("who teaches", max_length=10, choices=Trainer, blank=True, default="")
    seats = models.PositiveIntegerField("places", null=True, blank=True, help_text="Leave empty for no limit.")
    cost_pence = models.PositiveBigIntegerField("what it costs", null=True, blank=True)
    worth_pence = models.PositiveBigIntegerField("what was given in kind is worth", null=True, blank=True)
    booking_opens_on = models.DateField("booking opens on", null=True, blank=True)
    booking_closes_on = models.DateField("booking closes after", null=True, blank=True)
    is_listed = models.BooleanField("open to booking", default=False)
    called_off_on = models.DateField("called off on", null=True, blank=True)
    called_off_because = models.CharField("why it was called off", max_length=300, blank=True)
    delegates = models.PositiveIntegerField(default=0)
    unbooked = models.PositiveIntegerField("came without a booking", default=0)
    register_taken_at = models.DateTimeField(null=True, blank=True)
    register_taken_by = models.CharField(max_length=200, blank=True)
    views = models.PositiveIntegerField(default=0)
    is_synthetic = models.BooleanField(
        default=False, help_text="How the published total splits over sessions is made up."
    )

    class Meta:
        ordering = ("held_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(register_taken_at__isnull=True, register_taken_by="")
                | (Q(register_taken_at__isnull=False) & ~Q(register_taken_by="")),
                name="register_taken_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=Q(called_off_on__isnull=True, called_off_because="")
                | (Q(called_off_on__isnull=False) & ~Q(called_off_because="")),
                name="session_called_off_on_and_because_go_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.course} on {self.held_on}"


from goldenthread.training.bookings import Booking, Certificate  # noqa: E402, F401  (models too)
from goldenthread.training.evaluations import Evaluation, EvaluationQuestion  # noqa: E402, F401  (the same)
from goldenthread.training.needs import SupportPathway, TrainingNeed, TrainingReturn  # noqa: E402, F401  (the same)
