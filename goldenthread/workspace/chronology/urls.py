"""The addresses of chronologies, under a Board's own, and where they stand in a case."""

from django.urls import path

from goldenthread.cases.models import Sort
from goldenthread.reviews.chronology_models import ChronologyAsk
from goldenthread.workspace.cases import places
from goldenthread.workspace.chronology import agencies, merged, own, patterns, taking_away, timeline

places.declare(
    Sort.REVIEW,
    places.CasePlace("Chronology", "chronology", "chronology", order=30, often=True),
    places.CasePlace(
        "Our chronology", "our-chronology", "agency_chronology_draft", order=31, asked=ChronologyAsk, often=True
    ),
)

ALL = "cases/<uuid:case>/chronology/"
OURS = "cases/<uuid:case>/our-chronology/"

urlpatterns = [
    path(ALL, merged.listing, name="chronology"),
    path(f"{ALL}rows/<uuid:pk>/", merged.row, name="chronology-row"),
    path(f"{ALL}rows/<uuid:pk>/lines/", merged.add_line, name="chronology-row-line"),
    path(f"{ALL}rows/<uuid:pk>/lines/<uuid:line>/take-off/", merged.take_line_off, name="chronology-row-line-off"),
    path(f"{ALL}rows/<uuid:pk>/contradicts/", merged.contradict, name="chronology-row-contradicts"),
    path(f"{ALL}stands-out/", patterns.patterns, name="chronology-patterns"),
    path(f"{ALL}timeline/", timeline.timeline, name="chronology-timeline"),
    path(f"{ALL}agencies/", agencies.agencies, name="chronology-agencies"),
    path(f"{ALL}versions/<uuid:pk>/", agencies.version, name="chronology-version"),
    path(f"{ALL}versions/<uuid:pk>/return/", agencies.give_back, name="chronology-version-return"),
    path(f"{ALL}take-away.<str:form>", taking_away.export, name="chronology-export"),
    path(f"{ALL}print/", taking_away.printed, name="chronology-print"),
    path(
        "cases/<uuid:case>/chronology-contradictions/<uuid:pk>/",
        merged.contradiction,
        name="chronology-contradictions-record",
    ),
    path(OURS, own.front, name="our-chronology"),
    path(f"{OURS}template.xlsx", own.template, name="our-chronology-template"),
    path(f"{OURS}file/", own.send, name="our-chronology-send"),
    path(f"{OURS}file/<uuid:pk>/", own.file, name="our-chronology-file"),
    path(f"{OURS}hand-in/", own.hand_in, name="our-chronology-hand-in"),
    path(f"{OURS}versions/<uuid:pk>/take-back/", own.take_back, name="our-chronology-take-back"),
    path(
        "cases/<uuid:case>/our-chronology-rows/<uuid:pk>/take-out/", own.take_out, name="our-chronology-rows-take-out"
    ),
]
