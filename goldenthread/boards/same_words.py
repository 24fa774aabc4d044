"""Which words mean the same on a Board: its own sets of words, the names its groups have had, and other words of its themes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from goldenthread.boards.models import GroupName
from goldenthread.boards.synonyms import Synonym
from goldenthread.boards.themes import Theme
from goldenthread.core.searching import means_the_same


@means_the_same
def sets_of_words(board_id: UUID) -> Iterable[list[str]]:
    for one in Synonym.objects.filter(board=board_id):
        yield one.each


@means_the_same
def names_of_groups(board_id: UUID) -> Iterable[list[str]]:
    """Each group by every name it has had."""
    names = GroupName.objects.filter(group__board=board_id).order_by("group_id").values_list("group_id", "name")
    for _, named in groupby(names, key=lambda one: one[0]):
        called = [name for _, name in named]
        if len(called) > 1:
            yield called


@means_the_same
def other_words_of_themes(board_id: UUID) -> Iterable[list[str]]:
    for name, others in Theme.objects.filter(board=board_id).exclude(other_words="").values_list("name", "other_words"):
        yield [name, *(word.strip() for word in others.split(",") if word.strip())]
