"""A Board's own form while it is being made: what stands on the maker's pages, before and between its versions."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.utils.text import slugify

from goldenthread.boards.models import Board
from goldenthread.core.models import Record


class MadeForm(Record):
    """A form that a Board makes on screen. Made ready, it becomes a `FormVersion`, which is what agencies are asked with."""

    NOT_IN_TRAIL = frozenset({"sections"})

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="made_forms")
    slug = models.SlugField(help_text="Its name in every version: it stays when the title changes.")
    title = models.CharField(max_length=200)
    purpose = models.TextField("what it is for", help_text="Agencies read this above the questions.")
    basis_in_law = models.CharField(
        "why an agency may be asked",
        max_length=500,
        blank=True,
        help_text="Such as: Care Act 2014, section 45. Leave it empty where no law is needed.",
    )
    signed_off_as = models.TextField(
        "what a lead confirms who signs it off",
        blank=True,
        help_text="Such as: These numbers come from our own records.",
    )
    allows_nil = models.BooleanField(
        "an agency may say in one sentence that it has nothing to tell (a nil return)", default=False
    )
    counts_days = models.BooleanField(
        "its numbers are of the days an ask is about, so each ask must say which", default=False
    )
    is_by_theme = models.BooleanField(
        "each ask is about one of the Board’s themes",
        default=False,
        help_text="Write {theme} in the title or a question where the theme’s name is to stand.",
    )
    sections = models.JSONField("parts", default=list, editable=False, help_text="The parts with their questions.")
    begun_from = models.CharField(max_length=220, blank=True, editable=False)
    ready_version = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, help_text="The version that was made ready last."
    )

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("board", "slug"), name="one_made_form_a_name"),)

    def __str__(self) -> str:
        return self.title

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """A form begins with no parts, and with a name of its own that no form which came with the program has."""
        if not self.slug:
            self.slug = self._free_slug()
        super().clean_fields({*(exclude or ()), "sections"})

    def _free_slug(self) -> str:
        wanted = f"own-{slugify(self.title)[:36].strip('-') or 'form'}"
        taken = set(MadeForm.objects.filter(board=self.board_id).exclude(pk=self.pk).values_list("slug", flat=True))
        taken |= set(self.board.form_versions.values_list("slug", flat=True))
        return next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000))) if one not in taken)
