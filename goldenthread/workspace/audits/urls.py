"""Addresses of audits, under a Board's own. Plain lists and forms are made from what the room declares."""

from django.urls import path

from goldenthread.workspace.audits import asking, moderating, pages, preparing, programme, returns

of_one = "practice-audits/<uuid:pk>/"
of_agency = "audit-returns/<uuid:pk>/"

urlpatterns = [
    path("audit-programme/", programme.page, name="audit-programme"),
    path(of_one, pages.one, name="practice-audits-record"),
    path(f"{of_one}step/<slug:step>/", pages.step, name="practice-audits-step"),
    path(f"{of_one}plans/", pages.share, name="practice-audits-share"),
    path(f"{of_one}questions/", preparing.questions, name="practice-audits-questions"),
    path(f"{of_one}agencies/", preparing.agencies, name="practice-audits-agencies"),
    path(f"{of_one}ask/", asking.page, name="practice-audits-ask"),
    path(f"{of_one}meeting/", moderating.meeting, name="practice-audits-meeting"),
    path(f"{of_one}grades/<uuid:case>/", moderating.case, name="practice-audits-grades"),
    path(f"{of_one}unsafe/<uuid:case>/", moderating.unsafe, name="practice-audits-unsafe"),
    path(f"{of_one}looked-at/<uuid:flag>/", moderating.looked_at, name="practice-audits-looked-at"),
    path("audit-returns/", returns.listing, name="audit-returns"),
    path(of_agency, returns.one, name="audit-returns-one"),
    path(f"{of_agency}together/", returns.together, name="audit-returns-together"),
    path(f"{of_agency}cannot/", returns.cannot_any, name="audit-returns-cannot-any"),
    path(f"{of_agency}cases/<uuid:said>/", returns.fill_in, name="audit-returns-case"),
    path(f"{of_agency}cases/<uuid:said>/cannot/", returns.cannot, name="audit-returns-cannot"),
    path(f"{of_agency}cases/<uuid:said>/open/", returns.open_again, name="audit-returns-open"),
]
