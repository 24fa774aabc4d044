"""The addresses of the vault, below a case’s own. No name, number or other word of a person is ever in one."""

from django.urls import URLPattern, path

from goldenthread.workspace.vault import identity, naming, scans, sealed

CASE = "cases/<uuid:case>/"
PERSON = f"{CASE}case-people/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{PERSON}identity/", identity.page, name="case-person-identity"),
    path(f"{PERSON}identity/write/", identity.write, name="case-person-identity-write"),
    path(f"{PERSON}identity/same/", identity.same, name="case-person-identity-same"),
    path(f"{PERSON}identity/forget/", identity.forget, name="case-person-identity-forget"),
    path(f"{PERSON}pseudonym/", naming.pseudonym, name="case-person-pseudonym"),
    path(f"{CASE}sealed/", sealed.mine, name="case-sealed"),
    path(f"{CASE}sealed/new/", sealed.new, name="case-sealed-new"),
    path(f"{CASE}sealed/given/", sealed.given, name="case-sealed-given"),
    path(f"{CASE}sealed/given/<uuid:pk>/decide/", sealed.decide, name="case-sealed-decide"),
    path(f"{CASE}sealed/given/<uuid:pk>/close/", sealed.take_back, name="case-sealed-close"),
    path(f"{CASE}sealed/<uuid:pk>/", sealed.open_one, name="case-sealed-open"),
    path(f"{CASE}sealed/<uuid:pk>/newer/", sealed.newer, name="case-sealed-newer"),
    path(f"{CASE}scans/", scans.listed, name="case-scans"),
    path(f"{CASE}scans/own/", scans.of_own, name="case-scans-own"),
    path(f"{CASE}scans/text/", scans.of_text, name="case-scans-text"),
    path(f"{CASE}scans/file/", scans.of_file, name="case-scans-file"),
    path(f"{CASE}scans/clean/", scans.clean, name="case-scans-clean"),
    path(f"{CASE}scans/<uuid:pk>/", scans.one, name="case-scan"),
]
