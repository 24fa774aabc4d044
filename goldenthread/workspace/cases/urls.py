"""The addresses of cases, under a Board's own. Everything of one case is below `cases/<case>/`."""

from django.urls import path

from goldenthread.workspace.cases import log, naming, opening, pages, recusals, taken_away

urlpatterns = [
    path("cases/", pages.mine, name="cases-mine"),
    path("cases/open/", opening.in_emergency, name="cases-mine-open"),
    path("cases/open-for-governance/", opening.for_governance, name="cases-mine-govern"),
    path("cases/openings/", opening.listed, name="case-openings"),
    path("cases/openings/<uuid:pk>/", opening.one, name="case-openings-one"),
    path("cases/waiting/", naming.waiting, name="cases-waiting"),
    path("cases/waiting/<uuid:pk>/<slug:what>/", naming.decide, name="cases-waiting-decide"),
    path("cases/<uuid:case>/", pages.front, name="case-front"),
    path("cases/<uuid:case>/why/", pages.purpose, name="case-purpose"),
    path("cases/<uuid:case>/named/", naming.named, name="case-named"),
    path("cases/<uuid:case>/named/new/", naming.name, name="case-named-new"),
    path("cases/<uuid:case>/named/<uuid:pk>/off/", naming.off, name="case-named-off"),
    path("cases/<uuid:case>/named/agencies/", naming.agencies, name="case-named-agencies"),
    path("cases/<uuid:case>/named/agencies/<uuid:pk>/stop/", naming.agency_stops, name="case-named-agency-stop"),
    path("cases/<uuid:case>/named/aside/", naming.another_aside, name="case-named-aside"),
    path("cases/<uuid:case>/recusals/", recusals.listed, name="case-recusals"),
    path("cases/<uuid:case>/recusals/<uuid:pk>/end/", recusals.end, name="case-recusals-end"),
    path("cases/<uuid:case>/aside/", naming.aside, name="case-aside"),
    path("cases/<uuid:case>/taken-away/", taken_away.page, name="case-taken-away"),
    path("cases/<uuid:case>/log/", log.page, name="case-log"),
    path("cases/<uuid:case>/end/", opening.end, name="case-end"),
]
