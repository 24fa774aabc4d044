"""The risk register as pages."""

from __future__ import annotations

from django.db.models import F, Model, Q

from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.filters import there, ways, years_of
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.plans.models import BoardRisk, RiskBand, RiskControl, RiskScore, RiskShare, SharedRisk
from goldenthread.plans.register import bands, forms, operations
from goldenthread.plans.words import by_when, of


def _add(_form: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, BoardRisk)  # noqa: S101  (the kind's own model)
    return operations.add_risk(given, by=by)


def by_risk(model: type[Model]) -> Filter:
    return there(model, "risk", "Risk", "risk", "risk__title", board="risk__board")


def score(one: BoardRisk) -> Status | str:
    """Its score now, in the Board's bands."""
    return bands.said(one.score, bands.of_board(one.board))


def beside(one: BoardRisk, value: int | None) -> Status | str:
    return bands.said(value, bands.of_board(one.board))


def looked_at(one: BoardRisk) -> Status | str:
    return by_when(one.review_on, is_open=one.status == BoardRisk.Status.OPEN)


def direction(one: BoardRisk) -> str:
    return bands.direction(list(one.scores.all()))


kind(
    Kind(
        model=BoardRisk,
        slug="risks",
        one="risk",
        many="risks",
        intro="Risks to the Board’s work: how likely, how grave, who holds each, and when it is looked at again.",
        columns=(
            Column("Risk", lambda one: one.title, sort="title"),
            Column("Score", score),
            Column("Which way", direction),
            Column("Who holds it", lambda one: one.owner, sort="owner"),
            Column("To be looked at by", looked_at, sort="review_on"),
            Column("State", lambda one: one.get_status_display(), sort="status"),
        ),
        rows=(
            Row("Score now", score),
            Row("Likelihood now", lambda one: one.get_likelihood_display()),
            Row("Impact now", lambda one: one.get_impact_display()),
            Row("Which way it goes", direction),
            Row("If nothing were done", lambda one: beside(one, one.inherent_score)),
            Row("What the Board wants it to be", lambda one: beside(one, one.target_score)),
            Row("How much of it the Board accepts", lambda one: one.get_appetite_display()),
            Row("Cause", lambda one: one.cause, is_long=True),
            Row("Effect", lambda one: one.effect, is_long=True),
            Row("Who holds it", lambda one: one.owner),
            Row("What is done about it", lambda one: one.mitigation, is_long=True),
            Row("Why it stays on the register", lambda one: one.why_it_stays, is_long=True),
            Row("Themes", lambda one: ", ".join(each.name for each in one.themes.all())),
            Row("Last looked at", lambda one: one.looked_at_on),
            Row("To be looked at by", looked_at),
            Row("State", lambda one: one.get_status_display()),
            Row("Closed on", lambda one: one.closed_on),
            Row("Why it was closed", lambda one: one.why_closed, is_long=True),
        ),
        empty="Add the Board’s first risk, or bring in your register.",
        form=forms.RiskForm,
        changing_form=forms.RiskChangeForm,
        new_words="Add a risk",
        search=("title", "cause", "effect", "owner", "mitigation"),
        order_by=("-status", (F("likelihood") * F("impact")).desc(), "title"),
        filters=(Filter("state", "State", "status", lambda _: of(BoardRisk.Status.choices)),),
        with_them=("board",),
        before=("board__risk_bands", "scores"),
        parts=(
            Part("risk-controls", "risk", "What holds it down"),
            Part("risk-shares", "risk", "Which other Boards may see it"),
        ),
        adds=_add,
        has_own_page=True,
    )
)
kind(
    Kind(
        model=RiskControl,
        slug="risk-controls",
        one="control",
        many="controls",
        intro="What holds each risk down, how we know that it works, and what is missing.",
        columns=(
            Column("What is in place", lambda one: one.text, sort="text"),
            Column("Risk", lambda one: one.risk.title, sort="risk__title"),
            Column("Who keeps it up", lambda one: one.owner, sort="owner"),
            Column("How we know that it works", lambda one: one.assurance or Status("ring", "Nobody has shown it")),
            Column("What is missing", lambda one: one.gap),
        ),
        rows=(
            Row("Risk", lambda one: one.risk),
            Row("Who keeps it up", lambda one: one.owner),
            Row("How we know that it works", lambda one: one.assurance, is_long=True),
            Row("What is missing", lambda one: one.gap, is_long=True),
        ),
        empty="Add what holds a risk down, on the page of the risk.",
        form=forms.ControlForm,
        new_words="Add a control",
        begun=lambda _: {},
        search=("text", "owner", "assurance", "gap"),
        filters=(
            by_risk(RiskControl),
            ways(
                "needs",
                "Needs attention",
                "assurance",
                ("unshown", "Nobody has shown that it works", lambda: Q(assurance="")),
                ("gap", "Something is missing", lambda: ~Q(gap="")),
                ("unowned", "Nobody is named", lambda: Q(owner="")),
            ),
        ),
        with_them=("risk",),
    )
)
kind(
    Kind(
        model=RiskScore,
        slug="risk-scores",
        one="score of a risk",
        many="scores of risks",
        intro="Every score a risk was given, by whom and why. A score that was given stays as it was.",
        columns=(
            Column("Risk", lambda one: one.risk.title, sort="risk__title"),
            Column("Score", lambda one: one.score, is_number=True),
            Column("Before", lambda one: one.score_before, is_number=True),
            Column("On", lambda one: one.scored_on, sort="scored_on"),
            Column("By", lambda one: one.scored_by, sort="scored_by"),
        ),
        rows=(
            Row("Likelihood", lambda one: one.likelihood),
            Row("Impact", lambda one: one.impact),
            Row("Before", lambda one: one.score_before),
            Row("On", lambda one: one.scored_on),
            Row("By", lambda one: one.scored_by),
            Row("Why", lambda one: one.why, is_long=True),
        ),
        empty="Scores come from “Look at it again” on the page of a risk.",
        begun=lambda _: {},
        filters=(by_risk(RiskScore), years_of(RiskScore, "scored_on", board="risk__board")),
        with_them=("risk",),
        order_by=("-scored_on", "-scored_at"),
    )
)
kind(
    Kind(
        model=RiskBand,
        slug="risk-bands",
        one="band of scores",
        many="bands of scores",
        intro="From which score a risk counts as low, high and so on. The Board chooses; no law does.",
        columns=(
            Column("Band", lambda one: Status(one.shape, one.name), sort="name"),
            Column("From this score on", lambda one: one.at_least, sort="at_least", is_number=True),
            Column("What is then done", lambda one: one.means),
        ),
        rows=(
            Row("From this score on", lambda one: one.at_least),
            Row("How it is shown", lambda one: one.get_shape_display()),
            Row("What is then done", lambda one: one.means),
        ),
        empty="The usual bands are used: low, medium from 6, high from 10, very high from 15. Add your own to replace them all.",
        form=forms.BandForm,
        new_words="Add a band",
    )
)
kind(
    Kind(
        model=RiskShare,
        slug="risk-shares",
        one="sharing of a risk",
        many="sharings of risks",
        heading="Risks we share",
        intro="Which of this Board’s risks another Board may see: the title, the scores and the state, and nothing else.",
        columns=(
            Column("Shared with", lambda one: one.with_board, sort="with_board"),
            Column("Risk", lambda one: one.risk.title, sort="risk__title"),
            Column("Agreed by", lambda one: one.agreed_by, sort="agreed_by"),
            Column("State", lambda one: Status("info", "Ended") if one.ended_at else Status("good", "Shared")),
        ),
        rows=(
            Row("Risk", lambda one: one.risk),
            Row("Why", lambda one: one.why, is_long=True),
            Row("Agreed by", lambda one: one.agreed_by),
            Row("Agreed at", lambda one: one.agreed_at),
            Row("Ended by", lambda one: one.ended_by),
            Row("Ended at", lambda one: one.ended_at),
        ),
        empty="A risk is shared from its own page, by whoever may approve the register.",
        begun=lambda _: {},
        search=("with_board", "risk__title"),
        filters=(
            there(RiskShare, "with", "Shared with", "with_board", "with_board", board="risk__board"),
            ways(
                "state",
                "State",
                "ended_at",
                ("shared", "Shared", lambda: Q(ended_at=None)),
                ("ended", "Ended", lambda: ~Q(ended_at=None)),
            ),
        ),
        with_them=("risk",),
        doors=(
            Door("Stop sharing it", "risk-shares-end", "risk_register", Act.APPROVE, lambda one: one.ended_at is None),
        ),
    )
)
kind(
    Kind(
        model=SharedRisk,
        slug="shared-risks",
        one="shared risk",
        many="shared risks",
        heading="Risks shared with us",
        intro="Risks of other Boards, as they were on a day, beside what they mean here.",
        columns=(
            Column("Risk", lambda one: one.title, sort="title"),
            Column("From", lambda one: one.from_board, sort="from_board"),
            Column("Score there", lambda one: bands.said(one.score, bands.of_board(one.board))),
            Column("As of", lambda one: one.as_of, sort="as_of"),
            Column("What it means here", lambda one: one.comment or Status("ring", "Nobody has said")),
        ),
        rows=(
            Row("From", lambda one: one.from_board),
            Row("Score there", lambda one: bands.said(one.score, bands.of_board(one.board))),
            Row("State there", lambda one: one.get_status_display()),
            Row("As of", lambda one: one.as_of),
            Row("Not shared any more since", lambda one: one.ended_on),
            Row("What it means here", lambda one: one.comment, is_long=True),
        ),
        empty="When another Board shares a risk with this one, it waits under “Risks offered to us” to be taken.",
        form=None,
        changing_form=forms.SharedRiskForm,
        search=("title", "from_board", "comment"),
        filters=(
            there(SharedRisk, "from", "From", "from_board", "from_board"),
            ways(
                "state",
                "State",
                "ended_on",
                ("shared", "Shared", lambda: Q(ended_on=None)),
                ("ended", "Not shared any more", lambda: ~Q(ended_on=None)),
            ),
        ),
        with_them=("board",),
        before=("board__risk_bands",),
        doors=(Door("Bring it up to date", "shared-risks-refresh", "risk_register", Act.EDIT),),
    )
)
