"""Addresses of the annual report, under a Board's own. A report is named by its year."""

from django.urls import path

from goldenthread.workspace.reports import drafts, editor, pages, picker, publishing

of_one = "reports/<slug:period>/"
of_section = f"{of_one}sections/<slug:section>/"

urlpatterns = [
    path("reports/", pages.listing, name="reports"),
    path("reports/begin/", pages.begin, name="reports-begin"),
    path(of_one, pages.one, name="reports-one"),
    path(f"{of_one}cover/", pages.cover, name="reports-cover"),
    path(f"{of_one}read/", pages.whole, name="reports-read"),
    path(f"{of_one}figures/", picker.page, name="reports-figures"),
    path(f"{of_one}sections/", editor.add, name="reports-section-add"),
    path(of_section, editor.page, name="reports-section"),
    path(f"{of_section}preview/", editor.preview, name="reports-preview"),
    path(f"{of_section}step/<slug:step>/", editor.step, name="reports-step"),
    path(f"{of_section}versions/", editor.versions, name="reports-versions"),
    path(f"{of_section}versions/<int:number>/", editor.version, name="reports-version"),
    path(f"{of_one}drafts/", drafts.listing, name="reports-drafts"),
    path(f"{of_one}drafts/build/", drafts.build, name="reports-build"),
    path(f"{of_one}drafts/differences/", drafts.differing, name="reports-differences"),
    path(f"{of_one}drafts/<int:number>/", drafts.one, name="reports-draft"),
    path(f"{of_one}files/<uuid:pk>/", drafts.download, name="reports-file"),
    path(f"{of_one}publish/", publishing.page, name="reports-publish"),
    path(f"{of_one}publish/<uuid:pk>/agree/", publishing.agree, name="reports-agree"),
    path(f"{of_one}publish/<uuid:pk>/take-back/", publishing.take_back, name="reports-take-back"),
    path(f"{of_one}withdraw/", publishing.withdraw, name="reports-withdraw"),
]
