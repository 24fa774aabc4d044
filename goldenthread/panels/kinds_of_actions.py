"""What was said of the actions of a panel’s case, as pages. It is said on a page of its own (`workspace.panels.actions`)."""

from __future__ import annotations

from goldenthread.core.kinds import Column, Filter, Kind, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.panels.kinds_of_panel_cases import IN, agencies
from goldenthread.panels.models import PanelActionWord

SHAPES = {
    PanelActionWord.Stands.GOES_ON: "part",
    PanelActionWord.Stands.DONE: "good",
    PanelActionWord.Stands.STUCK: "bad",
}


def _stands(one: PanelActionWord) -> Status:
    return Status(SHAPES[PanelActionWord.Stands(one.stands)], one.get_stands_display())


kind(
    Kind(
        model=PanelActionWord,
        slug="panel-action-words",
        one="word on an action",
        many="words on actions",
        heading="What agencies said of their actions",
        intro="Each time an agency, or the panel’s chair, said how an action stands. An agency sees its own alone.",
        columns=(
            Column("How it stands", _stands, sort="stands"),
            Column("Action", lambda one: one.action),
            Column("Agency", lambda one: one.agency, sort="agency__name"),
            Column("Since", lambda one: one.said_on, sort="said_on"),
            Column("In words", lambda one: one.text),
        ),
        rows=(
            Row("Action", lambda one: one.action),
            Row("Agency", lambda one: one.agency),
            Row("Since", lambda one: one.said_on),
            Row("Said by", lambda one: one.said_by.name),
            Row("In words", lambda one: one.text, is_long=True),
        ),
        empty="Open an action, and say how it stands.",
        search=("text", "action__text"),
        filters=(
            Filter("agency", "Agency", "agency", agencies),
            Filter("stands", "How it stands", "stands", lambda _: PanelActionWord.Stands.choices),
        ),
        with_them=("action", "agency", "said_by"),
        is_never_changed=True,
        in_cases=IN,
    )
)
