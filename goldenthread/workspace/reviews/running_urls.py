"""The addresses of a review's work, all but one below its case, and where its pages stand beside each other."""

from django.urls import path

from goldenthread.cases.models import Sort
from goldenthread.reviews.models import FactCheck
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.places import CasePlace
from goldenthread.workspace.reviews import (
    briefing_pages,
    public_pages,
    publication_pages,
    quality_pages,
    report_pages,
    running_deeds,
    running_front,
    taught_pages,
)

places.declare_front(Sort.REVIEW, "review-front")
places.declare(
    Sort.REVIEW,
    CasePlace("Where it stands", "review-stands", "review_work", order=1, often=True),
    CasePlace("Family and the adult", "family", "review_family", order=24),
    CasePlace("Panel", "review-meetings", "review_work", order=30),
    CasePlace("Report", "report-versions", "draft_review_report", order=60, often=True),
    CasePlace("Fact check", "fact-checks", "fact_checks", order=62, asked=FactCheck),
    CasePlace("What it taught", "case-taught", "learning", order=70),
    CasePlace("Publication", "review-publication", "review_gates", order=72),
    CasePlace("How complete", "review-quality", "review_work", order=80),
)

places.declare(Sort.REFERRAL, CasePlace("What it taught", "case-taught", "learning", order=47))

_case = "cases/<uuid:case>/"
urlpatterns = [
    path(f"{_case}taught/", taught_pages.page, name="case-taught"),
    path(f"{_case}taught/<uuid:pk>/share/", taught_pages.share, name="case-taught-share"),
    path("reviews/<uuid:pk>/open/", running_front.open_from_index, name="reviews-open"),
    path(f"{_case}review/", running_front.front, name="review-front"),
    path(f"{_case}review/stands/", running_front.stands, name="review-stands"),
    path(f"{_case}review/step/<slug:step>/", running_front.take_step, name="review-step"),
    path(f"{_case}review/agree/<slug:step>/", running_front.agree_step, name="review-agree"),
    path(f"{_case}review-pauses/<uuid:pk>/go-on/", running_deeds.go_on, name="review-pauses-go-on"),
    path(f"{_case}fact-checks/<uuid:pk>/finish/", running_deeds.finish, name="fact-checks-finish"),
    path(f"{_case}fact-corrections/<uuid:pk>/answer/", running_deeds.answer, name="fact-corrections-answer"),
    path(f"{_case}report-versions/<uuid:pk>/", report_pages.version, name="report-versions-record"),
    path(f"{_case}report-versions/<uuid:pk>/file/", report_pages.file, name="report-versions-file"),
    path(f"{_case}report-versions/<uuid:pk>/beside/<uuid:before>/", report_pages.beside, name="report-versions-beside"),
    path(f"{_case}quality/", quality_pages.page, name="review-quality"),
    path(f"{_case}quality/<slug:page>/", quality_pages.answer, name="review-quality-answer"),
    path(f"{_case}publication/", publication_pages.page, name="review-publication"),
    path(f"{_case}publication/gates/", publication_pages.set_gates, name="review-publication-gates"),
    path(f"{_case}publication/ask/", publication_pages.ask, name="review-publication-ask"),
    path(f"{_case}publication/acts/<uuid:pk>/", publication_pages.decide, name="review-publication-decide"),
    path(f"{_case}publication/public/<slug:what>/", public_pages.preview, name="review-publication-public"),
    path(f"{_case}publication/down/<uuid:pk>/", public_pages.take_down, name="review-publication-down"),
    path(f"{_case}publication/pack.<str:form>", publication_pages.pack, name="review-publication-pack"),
    path(f"{_case}briefing/", briefing_pages.page, name="review-briefing"),
    path(f"{_case}briefing/write/", briefing_pages.write, name="review-briefing-write"),
    path(f"{_case}briefing/ask/", briefing_pages.ask, name="review-briefing-ask"),
]
