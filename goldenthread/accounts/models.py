"""People who sign in, and what their signing in leaves behind for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q

from goldenthread.core import clock
from goldenthread.core.models import Record


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account, known by their e-mail address at work."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class SignIn(Record):
    """One time somebody signed in, on one browser, until it ended. The page of one's own sessions lists the open ones."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    proved_at = models.DateTimeField(help_text="When they last proved who they are: at the start, or when asked again.")
    browser = models.CharField(max_length=60)
    how = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("-seen_at",)
        indexes = (models.Index(fields=("user", "ended_at"), name="sign_ins_open_of_somebody"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="") | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="sign_in_end_and_reason_go_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.browser} since {self.started_at:%d %B %Y}"


class Try(models.Model):
    """A wrong guess at a password or a code, counted for five minutes. Who, and from where, are kept as digests."""

    kind = models.CharField(max_length=10)
    who = models.CharField(max_length=64)
    device = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "tries"
        indexes = (
            models.Index(fields=("kind", "who", "device", "at"), name="tries_at_an_account"),
            models.Index(fields=("address", "at"), name="tries_from_an_address"),
        )

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%H:%M:%S}"


class Invitation(Record):
    """An account offered to somebody by e-mail. Its link works once, for seven days; only its digest is kept."""

    LASTS = timedelta(days=7)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    by_name = models.CharField(max_length=200)
    by_user_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-sent_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_is_accepted_or_withdrawn"
            ),
        )

    def __str__(self) -> str:
        return f"Invitation for {self.user}"

    @property
    def is_open(self) -> bool:
        """It can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and clock.now() < self.expires_at


class KeptForm(Record):
    """What somebody sent after their sign-in had run out, sealed, for the same person in the same browser."""

    LASTS = timedelta(hours=24)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path_digest = models.CharField(max_length=64)
    browser_digest = models.CharField(max_length=64)
    sealed = models.TextField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-kept_at",)
        indexes = (models.Index(fields=("user", "browser_digest", "path_digest"), name="kept_forms_to_give_back"),)

    def __str__(self) -> str:
        return f"Form kept at {self.kept_at:%d %B %Y %H:%M}"
