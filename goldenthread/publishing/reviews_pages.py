"""The public pages of reviews: the register with its themes, and what two people published of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.core import clock
from goldenthread.core.marks import public
from goldenthread.publishing import published, reviews_register
from goldenthread.publishing.views import page
from goldenthread.reviews import fact_checking, public_texts
from goldenthread.reviews.models import PublicText
from goldenthread.vault.cleaning import MEDIA

NONE = "There is no such review."


@public
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every published review, or those with one theme."""
    found = reviews_register.listed(published.board(), clock.today())
    every, theme = reviews_register.themes(found), request.GET.get("theme", "")
    chosen = theme if theme in every else ""
    shown = [one for one in found if chosen in one.themes] if chosen else found
    return page(request, "reviews", "reviews", reviews=shown, themes=every, chosen=chosen, all=len(found))


def _public(slug: str) -> public_texts.Public:
    found = public_texts.public_named(published.board(), slug, clock.today())
    if found is None:
        raise Http404(NONE)
    return found


@public
@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """What is public of one review: its report, its summary or why there is none; and its briefing."""
    found = _public(slug)
    main, briefing = found.main, found.briefing
    return page(
        request,
        "review",
        "reviews",
        one=found.newest,
        main=main,
        parts=fact_checking.public_parts(main.text) if main else [],
        briefing=briefing,
        briefing_parts=fact_checking.public_parts(briefing.text) if briefing else [],
    )


@public
@require_safe
def file(_: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The file of a published report, as it was cleaned."""
    main = _public(slug).main
    if main is None or main.file_ending != f".{ending}":
        raise Http404(NONE)
    contents = PublicText.objects.values_list("file", flat=True).get(pk=main.pk)
    if contents is None:
        raise Http404(NONE)
    answer = HttpResponse(bytes(contents), content_type=MEDIA[main.file_ending])
    answer["Content-Disposition"] = f'attachment; filename="{main.slug}{main.file_ending}"'
    return answer
