"""Words that mean the same on a Board, so that a search for one finds the others, whatever they were called that year."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.boards.models import Board
from goldenthread.core.models import Record


class Synonym(Record):
    """A set of words with one meaning, such as "MAAG, JLIG". A term that is no longer used is searched for all the same."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="synonyms")
    words = models.CharField(
        max_length=500, help_text="Every name and short form that means this, with commas: MDS, modern slavery."
    )
    meaning = models.CharField(max_length=300, blank=True, help_text="What they all stand for, for a newcomer.")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("words",)
        verbose_name = "words that mean the same"
        verbose_name_plural = "words that mean the same"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(from_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="synonym_ends_after_it_begins",
                violation_error_message="The last day comes before the first. Put one of them right.",
            ),
        )

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        if len(self.each) < 2:
            raise ValidationError({"words": "Enter at least two words or names, with a comma between them"})

    @property
    def each(self) -> list[str]:
        return [word for word in (part.strip() for part in self.words.split(",")) if word]
