"""The addresses of the national return, under a Board's own."""

from django.urls import path

from goldenthread.workspace.national import checks, comparing, files, others, rows, tables, versions, years

HERE = "national-return"
YEAR = f"{HERE}/years/<str:period>"
VERSION = f"{HERE}/versions/<uuid:pk>"

urlpatterns = [
    path(f"{HERE}/", years.listing, name="national-return"),
    path(f"{HERE}/others/", others.listing, name="national-return-others"),
    path(f"{HERE}/others/bring-in/", others.bring, name="national-return-bring-in"),
    path(f"{HERE}/others/keep/", others.keep, name="national-return-keep"),
    path(f"{YEAR}/", years.one, name="national-return-year"),
    path(f"{YEAR}/compute/", versions.compute, name="national-return-compute"),
    path(f"{YEAR}/day/", years.day, name="national-return-day"),
    path(f"{YEAR}/policies/<slug:policy>/", years.policy, name="national-return-policy"),
    path(f"{YEAR}/template/<slug:table>/", tables.template, name="national-return-template"),
    path(f"{VERSION}/", versions.one, name="national-return-version"),
    path(f"{VERSION}/sign/", versions.put_forward, name="national-return-sign"),
    path(f"{VERSION}/lock/", versions.lock, name="national-return-lock"),
    path(f"{VERSION}/send-back/", versions.send_back, name="national-return-send-back"),
    path(f"{VERSION}/tables/<slug:table>/", tables.one, name="national-return-table"),
    path(f"{VERSION}/records/", rows.one, name="national-return-records"),
    path(f"{VERSION}/records/close/", rows.close, name="national-return-close"),
    path(f"{VERSION}/left-out/", rows.left_out, name="national-return-left-out"),
    path(f"{VERSION}/checks/", checks.one, name="national-return-checks"),
    path(f"{VERSION}/cells.csv", files.every_cell, name="national-return-cells"),
    path(f"{VERSION}/workbook.xlsx", files.workbook, name="national-return-workbook"),
    path(f"{VERSION}/published.csv", files.as_published, name="national-return-published"),
    path(f"{VERSION}/compare/", comparing.compare, name="national-return-compare"),
    path(f"{VERSION}/differences/", comparing.differing, name="national-return-differences"),
    path(f"{VERSION}/differences/why/", rows.why, name="national-return-why"),
]
