"""Long work as a page: how far it is, and what can be done where it stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.workspace import jobs
from goldenthread.workspace.models import Job

NO_SUCH_PAGE = "There is no such page, or it is not open to you."
LONG_IN_THE_QUEUE = timedelta(minutes=1)


def address(job: Job) -> str:
    """The page of a job."""
    return reverse("workspace:work", kwargs={"board": job.board.slug, "pk": job.pk})


def on_to(request: Any, job: Job) -> HttpResponseRedirect:
    """Where somebody goes who has just asked for work: to what came of it, if that is there already."""
    if job.state != Job.State.DONE or not job.result.get("address"):
        return HttpResponseRedirect(address(job))
    if job.result.get("words"):
        messages.success(request, job.result["words"])
    return HttpResponseRedirect(job.result["address"])


def _one(request: Any, pk: UUID) -> Job:
    mine = visible_to(request.standing, Act.READ, Job.objects.filter(board=request.board))
    found = mine.select_related("board").filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    jobs.find_lost(found)
    return found


@needs("own_trail", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    """How far the work is. Asked by the page itself, every two seconds, it leads on as soon as the work has ended."""
    job = _one(request, pk)
    if request.headers.get("HX-Request") and not job.is_open:
        ended = HttpResponse(status=204)
        ended["HX-Redirect"] = address(job)
        return ended
    if job.state == Job.State.DONE and job.result.get("address"):
        return on_to(request, job)
    return render(request, "workspace/jobs/job.html", _shown(job))


def _shown(job: Job) -> dict[str, Any]:
    waits_long = job.state == Job.State.WAITING and clock.now() - job.asked_at > LONG_IN_THE_QUEUE
    return {
        "job": job,
        "title": jobs.of_kind(job.kind).title,
        "done_steps": max(job.step - 1, 0),
        "waits_long": waits_long,
        "may_start_again": waits_long or job.state in {Job.State.FAILED, Job.State.CANCELLED},
        "back": job.payload.get("back", ""),
    }


@needs("own_trail", post=Act.READ)
def again(request: Any, pk: UUID) -> HttpResponse:
    return on_to(request, jobs.again(_one(request, pk), by=actor_of(request)))


@needs("own_trail", post=Act.READ)
def stop(request: Any, pk: UUID) -> HttpResponse:
    return HttpResponseRedirect(address(jobs.stop(_one(request, pk), by=actor_of(request))))
