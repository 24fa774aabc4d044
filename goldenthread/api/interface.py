"""The interface itself: what it answers, address by address. All of it is reading."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.params.functions import Path, Query

from goldenthread.api import operations, queries
from goldenthread.api.door import Bearer, answer_errors
from goldenthread.api.files import FORMS, as_file
from goldenthread.api.shapes import (
    DefinitionOut,
    Definitions,
    FigureOut,
    Figures,
    FrozenSetOut,
    FrozenSets,
    OneFigure,
    Problem,
    Source,
    ThisToken,
    Years,
)
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import stretch
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.published import PublishedFigure

VERSION = "1"
PREFIX = "api/v1/"
ABOUT = (
    "Figures of a Safeguarding Adults Board, their definitions and the seals of the data they stand on, to read. "
    "Show a token in the header Authorization: Bearer. A token is made by the Board for one agency and one purpose, and has "
    "the rights of a role, as the Board’s table of access gives them. No record of a case can be read here. "
    "After too many requests in a minute the answer is 429 with Retry-After."
)
api = NinjaAPI(
    title="Golden Thread: figures to read",
    version=VERSION,
    description=ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    auth=Bearer(),
    openapi_extra={"info": {"license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"}}},
)
answer_errors(api)

ALWAYS: dict[Any, Any] = {400: Problem, 401: Problem, 429: Problem}
FOLLOWING = "|".join(f"{year:02d}-{(year + 1) % 100:02d}" for year in range(100))
QUARTERS = "Q(1(-Q[23])?|2(-Q[34])?|3(-Q4)?|4)"
A_PERIOD: Any = Query(
    ...,
    description="A financial year, such as 2023-24: the year it starts, then the next. Or quarters of one: 2023-24 Q2, "
    "2023-24 Q1-Q3.",
    pattern=f"^(19|20|21)({FOLLOWING})( {QUARTERS})?$",
)
AN_ID: Any = Path(..., description="A figure’s id, such as concerns.received.")


def answers(shape: Any, *also: int) -> dict[Any, Any]:
    """The shapes of an operation's answers by their status."""
    return {200: shape, **dict.fromkeys(also, Problem), **ALWAYS}


def _only(request: HttpRequest, *known: str) -> None:
    """Refuse a question that would be left out of the answer.

    Raises:
        Refused: the address asks for something this operation does not know, or twice for the same.
    """
    unknown = set(request.GET) - set(known)
    if unknown or any(len(given) > 1 for _, given in request.GET.lists()):
        raise Refused(
            f"Ask for {' and '.join(known)} once, and nothing else." if known else "Ask for nothing more here."
        )


def _figures(request: Any, period: str) -> tuple[list[PublishedFigure], str]:
    asked = stretch(period)
    found, rule = queries.figures_of(request.board, request.standing, asked)
    if found and not rule:
        seal = next(iter(found.values())).snapshot.sha256
        by = Actor("link", f"a program of {request.auth.agency}")
        operations.tell_of_reading(token=request.auth, period=asked, seal=seal, by=by)
    return [found[figure_id] for figure_id in sorted(found)], rule


@api.get("token", response=answers(ThisToken, 422), operation_id="token", summary="What this token stands for")
def token(request: Any) -> ThisToken:
    _only(request)
    return ThisToken.of(request.auth)


@api.get(
    "periods",
    response=answers(Years, 422),
    operation_id="periods",
    summary="The years and quarters with figures to read",
)
def periods(request: Any) -> Years:
    _only(request)
    asked = request.board, request.standing
    return Years(
        periods=[one.label for one in queries.years(*asked)], quarters=[one.label for one in queries.quarters(*asked)]
    )


@api.get(
    "definitions", response=answers(Definitions, 422), operation_id="definitions", summary="What every figure counts"
)
def definitions(request: Any) -> Definitions:
    _only(request)
    return Definitions(definitions=[DefinitionOut.of(one) for _, one in sorted(all_definitions().items())])


@api.get(
    "definitions/{figure_id}",
    response=answers(DefinitionOut, 404, 422),
    operation_id="definition",
    summary="What one figure counts",
)
def definition(request: Any, figure_id: str = AN_ID) -> DefinitionOut:
    _only(request)
    found = all_definitions().get(figure_id)
    if found is None:
        raise NotFound("There is no such figure.")
    return DefinitionOut.of(found)


@api.get("figures", response=answers(Figures, 404, 409, 422), operation_id="figures", summary="Every figure of a year")
def figures(request: Any, period: str = A_PERIOD) -> Figures:
    _only(request, "period")
    found, rule = _figures(request, period)
    if not found:
        raise NotFound("There are no figures of that year.")
    return Figures(source=Source.of(found[0], rule), figures=[FigureOut.of(one) for one in found])


def _file(name: str) -> None:
    """Answer with every figure of a year as a file of one form."""
    form = FORMS[name]

    @api.get(
        f"figures.{name}",
        response=answers(None, 404, 409, 422),
        operation_id=f"figures_{name}",
        summary=f"Every figure of a year, as {form.words}",
        openapi_extra={"responses": {200: {"content": {form.kind: {"schema": form.schema}}}}},
    )
    def send(request: Any, period: str = A_PERIOD) -> HttpResponse:
        _only(request, "period")
        found, rule = _figures(request, period)
        if not found:
            raise NotFound("There are no figures of that year.")
        return as_file(form, {one.id: one for one in found}, rule)


for _name in FORMS:
    _file(_name)


@api.get(
    "figures/{figure_id}",
    response=answers(OneFigure, 404, 409, 422),
    operation_id="figure",
    summary="One figure of a year",
)
def figure(request: Any, figure_id: str = AN_ID, period: str = A_PERIOD) -> OneFigure:
    _only(request, "period")
    found, rule = _figures(request, period)
    one = next((each for each in found if each.id == figure_id), None)
    if one is None:
        raise NotFound("There is no such figure.")
    return OneFigure(source=Source.of(one, rule), figure=FigureOut.of(one))


@api.get(
    "frozen-sets", response=answers(FrozenSets, 422), operation_id="frozen_sets", summary="The Board’s frozen sets"
)
def frozen_sets(request: Any) -> FrozenSets:
    _only(request)
    return FrozenSets(
        frozen_sets=[FrozenSetOut.of(one) for one in queries.frozen_sets(request.board, request.standing)]
    )


@api.get("openapi.json", response=answers(dict[str, Any], 422), operation_id="description", summary="This description")
def described(request: Any) -> dict[str, Any]:
    _only(request)
    return description()


def description() -> dict[str, Any]:
    """The interface as OpenAPI 3.1 describes it."""
    return dict(api.get_openapi_schema(path_prefix=PREFIX))
