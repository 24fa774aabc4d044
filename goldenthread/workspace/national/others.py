"""What was published of councils: the list, and bringing in a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.national import bringing_in
from goldenthread.national.models import PublishedReturn
from goldenthread.national.others import MOST_BYTES
from goldenthread.workspace.national.door import ROW, may, page, to
from goldenthread.workspace.national.forms import OthersForm


@needs(ROW, get=Act.READ)
def listing(request: Any) -> HttpResponse:
    """Every file that was brought in, newest year first; of several for the same council and year, the last counts."""
    every = PublishedReturn.objects.filter(board=request.board).select_related("brought_in_by").defer("cells")
    found = list(visible_to(request.standing, Act.READ, every))
    counting: set[tuple[str, str]] = set()
    lines = []
    for one in found:
        lines.append((one, (one.council, one.period) not in counting))
        counting.add((one.council, one.period))
    return page(request, "others", lines=lines, may_work=may(request, Act.CREATE))


@needs(ROW, get=Act.CREATE, post=Act.CREATE)
def bring(request: Any) -> HttpResponse:
    """Bring in a file. Where it cannot be used, what was typed stays, and every fault is said."""
    form = OthersForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        file = given["file"]
        try:
            data = file.read(MOST_BYTES + 1)
            kept = bringing_in.bring_in(
                data,
                board=request.board,
                council=given["council"],
                period=Period.parse(given["period"]),
                source=given["source"],
                published_on=given["published_on"],
                by=actor_of(request),
            )
        except Refused as error:
            for line in str(error).split("\n"):
                form.add_error("file", line)
        else:
            messages.success(request, f"{len(kept.cells)} values of {kept.council} for {kept.period} are kept.")
            return HttpResponseRedirect(to(request, "-others"))
    status = 422 if request.method == "POST" else 200
    faults = list(form.errors.get("file", ())) if request.method == "POST" else []
    return page(request, "bring", status=status, form=form, faults=faults[1:], others_address=to(request, "-others"))
