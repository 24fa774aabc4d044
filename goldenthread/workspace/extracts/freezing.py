"""Frozen sets: the list, freezing a year, and one set with its seal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, Refused
from goldenthread.core.periods import Period
from goldenthread.figures import chain, frozen
from goldenthread.figures.models import FrozenSet
from goldenthread.workspace import job_pages
from goldenthread.workspace.extracts import operations, queries
from goldenthread.workspace.extracts.forms import FreezeForm
from goldenthread.workspace.extracts.views import page_of, to, with_changes


def _list(request: Any, form: FreezeForm, *, status: int = 200) -> HttpResponse:
    return page_of(
        request,
        "frozen_sets",
        status=status,
        form=form,
        sets=list(queries.frozen(request.standing, request.board)),
        may_freeze=request.standing.may("releases", Act.CREATE, request.board.pk),
        has_years=bool(form.fields["period"].choices),  # type: ignore[attr-defined]
    )


@needs("releases", get=Act.READ)
def listing(request: Any) -> HttpResponse:
    """Every frozen set, and the years that can be frozen."""
    return _list(request, FreezeForm(years=queries.years(request.board)))


@needs("releases", post=Act.CREATE)
def freeze(request: Any) -> HttpResponse:
    """Have a year frozen."""
    form = FreezeForm(request.POST, years=queries.years(request.board))
    if not form.is_valid():
        return _list(request, form, status=422)
    period = Period.parse(form.cleaned_data["period"])
    job = operations.freeze(request.board, period, by=actor_of(request), back=to(request, "frozen-sets"))
    return job_pages.on_to(request, job)


def _with_days(source: dict[str, Any]) -> dict[str, Any]:
    """What the manifest says of an extract, its days as days."""
    days = {name: date.fromisoformat(source[name]) for name in ("period_from", "period_to", "taken_on")}
    return {**source, **days}


def _successor(request: Any, one: FrozenSet) -> FrozenSet | None:
    """The set that replaces this one, because a person was erased."""
    for other in queries.frozen(request.standing, request.board).filter(period=one.period).exclude(pk=one.pk):
        try:
            said = chain.replaced(frozen.manifest_of(Path(other.folder)))
        except Refused:
            continue
        if said is not None and said.seal == one.sha256:
            return other
    return None


@needs("releases", get=Act.READ)
def record(request: Any, pk: UUID) -> HttpResponse:
    """One frozen set: its seal, proved anew, what it was made from, and how much it holds."""
    found = queries.frozen(request.standing, request.board).filter(pk=pk).first()
    if found is None:
        raise NotFound(queries.NO_SUCH_PAGE)
    folder, successor = Path(found.folder), _successor(request, found)
    try:
        manifest, problems = frozen.manifest_of(folder), frozen.problems(folder)
    except Refused:
        gone = "Its files are not where they were kept."
        after = "Another set replaces it." if successor else "Bring them back from a backup."
        manifest, problems = {}, [f"{gone} {after}"]
    return page_of(
        request,
        "frozen_set",
        frozen=found,
        problems=problems,
        is_gone=not manifest,
        successor=successor,
        replaced=chain.replaced(manifest),
        sources=[_with_days(one) for one in manifest.get("from", [])],
        files=[
            (name.removesuffix(".parquet"), said["rows"]) for name, said in sorted(manifest.get("files", {}).items())
        ],
        made_with=manifest.get("made_with", ""),
        entries=with_changes(request, found),
        may_propose=not problems and request.standing.may("releases", Act.CREATE, request.board.pk),
    )
