"""What of the vault is made into pages: the Board's list of words that every scan looks for. Identities have no list."""

from __future__ import annotations

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.core.kinds import Column, Filter, Kind, Row, kind
from goldenthread.vault.models import WatchWord


class WatchWordForm(RecordForm):
    class Meta:
        model = WatchWord
        fields = ("sort", "words")
        formfield_callback = field_for


kind(
    Kind(
        model=WatchWord,
        slug="watch-words",
        one="watch word",
        many="watch words",
        heading="Words every scan looks for",
        intro="Before a review is published, its text is searched for everything the vault holds of its people. These words "
        "are looked for as well, in every case: rare conditions, places, and things that give somebody away together.",
        columns=(
            Column("Words", lambda one: one.words, sort="words"),
            Column("What it is", lambda one: one.get_sort_display(), sort="sort"),
        ),
        rows=(Row("Words", lambda one: one.words), Row("What it is", lambda one: one.get_sort_display())),
        empty="Add rare conditions, and the names of hospitals and homes near you. Never a person’s name: those are in the "
        "vault.",
        form=WatchWordForm,
        new_words="Add words",
        search=("words",),
        filters=(Filter("what", "What it is", "sort", lambda _: WatchWord.Sort.choices),),
        can_be_taken_away=True,
    )
)
