"""The workspace's pages. Those of a kind of record are made from what its room declares."""

from django.urls import URLPattern, URLResolver, include, path

from goldenthread.workspace import about_board, access_page, everything, facts, gallery, home, records, trails
from goldenthread.workspace.asks.urls import of_the_link
from goldenthread.workspace.meetings import calendar
from goldenthread.workspace.notices import views as notices
from goldenthread.workspace.search import views as search
from goldenthread.workspace.training.urls import of_the_door

app_name = "workspace"

of_a_board: list[URLPattern | URLResolver] = [
    path("", home.of_a_board, name="home"),
    path("to-do/", home.everything_to_do, name="to-do"),
    path("everything/", everything.page, name="everything"),
    path("search/", search.page, name="search"),
    path("notices/", notices.page, name="notices"),
    path("notices/read/", notices.all_read, name="notices-read"),
    path("notices/choices/", notices.choices, name="notices-choices"),
    path("notices/<uuid:pk>/open/", notices.open_one, name="notices-open"),
    path("about/", about_board.page, name="about-board"),
    path("about/change/", about_board.change, name="about-board-change"),
    path("access/", access_page.page, name="access"),
    path("facts/<uuid:pk>/", facts.page, name="facts-record"),
    path("trail/", trails.whole, name="trail"),
    path("trail/mine/", trails.mine, name="my-trail"),
    path("bring-in/", include("goldenthread.workspace.year_zero.urls")),
    path("", include("goldenthread.workspace.meetings.urls")),
    path("", include("goldenthread.workspace.asks.urls")),
    path("", include("goldenthread.workspace.cases.urls")),
    path("", include("goldenthread.workspace.vault.urls")),
    path("", include("goldenthread.workspace.chronology.urls")),
    path("", include("goldenthread.workspace.panels.urls")),
    path("", include("goldenthread.workspace.people.urls")),
    path("", include("goldenthread.workspace.extracts.urls")),
    path("", include("goldenthread.workspace.figures.urls")),
    path("", include("goldenthread.workspace.national.urls")),
    path("", include("goldenthread.workspace.scorecard.urls")),
    path("", include("goldenthread.workspace.tokens.urls")),
    path("", include("goldenthread.workspace.reports.urls")),
    path("", include("goldenthread.workspace.training.urls")),
    path("", include("goldenthread.workspace.money.urls")),
    path("", include("goldenthread.workspace.audits.urls")),
    path("", include("goldenthread.workspace.learning.urls")),
    path("", include("goldenthread.workspace.plans.urls")),
    path("", include("goldenthread.workspace.risks.urls")),
    path("", include("goldenthread.workspace.reviews.urls")),
    *records.addresses(),
]

urlpatterns = [
    path("", home.front, name="front"),
    path("gallery/", gallery.page, name="gallery"),
    path("calendar/<str:token>.ics", calendar.serve, name="calendar-feed"),
    *of_the_door,
    *of_the_link,
    path("board/<slug:board>/", include(of_a_board)),
]
