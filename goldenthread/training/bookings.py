"""Who booked a place at a session, what became of it, and the certificate of whoever came."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.boards.models import Agency
from goldenthread.core.models import Record
from goldenthread.training.models import Level, Session
from goldenthread.training.steps import State


class Booking(Record):
    """A place at a session, or in its queue. Names, addresses and needs stay out of the trail: they are forgotten in time."""

    class Missed(models.TextChoices):
        """Why somebody did not attend. Stored; never renamed."""

        WORK = "work", "Needed at work"
        ILL = "ill", "Ill, or caring for somebody"
        LATE = "cancelled_late", "Cancelled too late to give the place away"
        ACCESS = "access", "Could not get there, or get online"
        OTHER = "other", "Another reason"
        UNKNOWN = "not_known", "Not known"

    NOT_IN_TRAIL = frozenset({"name", "email", "post", "adjustments", "manager_email", "agency_said"})

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="training_bookings"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField("work e-mail", blank=True)
    post = models.CharField("job title", max_length=200, blank=True)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="training_bookings"
    )
    agency_said = models.CharField("where they work, if not on the list", max_length=200, blank=True)
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings")
    adjustments = models.TextField("what they need to take part", blank=True)
    manager_email = models.EmailField("manager’s work e-mail", blank=True)
    state = models.CharField(
        max_length=20, choices=[(state.value, state.words) for state in State], default=State.BOOKED
    )
    missed_because = models.CharField("why they did not attend", max_length=20, choices=Missed, blank=True)
    cancelled_because = models.CharField("why it was cancelled", max_length=300, blank=True)
    booked_at = models.DateTimeField()
    offer_ends_at = models.DateTimeField("the offer ends at", null=True, blank=True)
    forgotten_at = models.DateTimeField("name forgotten at", null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("booked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "email"),
                condition=~Q(state="cancelled") & ~Q(email=""),
                name="somebody_books_a_session_once",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offer_ends_at__isnull=False)
                | (~Q(state="offered") & Q(offer_ends_at__isnull=True)),
                name="only_an_offer_ends",
            ),
            models.CheckConstraint(
                condition=(Q(state="did_not_attend") & ~Q(missed_because=""))
                | (~Q(state="did_not_attend") & Q(missed_because="")),
                name="whoever_did_not_attend_has_a_reason",
            ),
        )
        indexes = (models.Index(fields=("session", "state", "booked_at"), name="bookings_of_a_session"),)

    def __str__(self) -> str:
        return self.name or "Somebody whose name is forgotten"

    @property
    def at(self) -> State:
        return State(self.state)

    @property
    def works_for(self) -> str:
        """Where they work, as a list says it."""
        return self.agency.name if self.agency else self.agency_said or "Elsewhere"


class Certificate(Record):
    """That somebody came. Its number proves it, together with the name."""

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=200)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("-issued_on", "number")

    def __str__(self) -> str:
        return self.number
