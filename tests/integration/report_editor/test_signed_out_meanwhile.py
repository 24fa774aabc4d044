"""A sign-in that runs out while somebody writes: they come back to the same page, and find what they typed."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.reports.models import Report
from tests.factories.people import signed_in
from tests.factories.report_writing import SignIn

ADDRESS = "/board/example/reports/2023-24/sections/summary/"
TYPED = "Words that took an hour."


def sent_too_late(client: Client, headers: dict[str, str]) -> HttpResponse:
    page = client.get(ADDRESS).content.decode()
    writer = re.search(r'name="writer" value="([^"]+)"', page)
    assert writer
    client.logout()
    sent = {"title": "Summary", "text": TYPED, "writer": writer[1]}
    answer: HttpResponse = client.post(f"{ADDRESS}preview/", sent, headers=headers)
    return answer


@pytest.mark.parametrize(
    ("headers", "told_in"),
    [
        ({"HX-Request": "true", "HX-Current-URL": f"http://testserver{ADDRESS}"}, "HX-Redirect"),
        ({"Referer": f"http://testserver{ADDRESS}"}, "Location"),
    ],
)
def test_what_a_preview_was_asked_of_is_found_again(
    report: Report, manager: User, sign_in: SignIn, headers: dict[str, str], told_in: str
):
    client = sign_in(manager)

    answer = sent_too_late(client, headers)
    signed_in(client, manager)
    found = client.get(ADDRESS).content.decode()

    assert answer[told_in].endswith(f"next={quote(ADDRESS, safe='/')}") or answer[told_in].endswith(
        f"next={quote(ADDRESS, safe='')}"
    )
    assert TYPED in found
    assert TYPED not in client.get(f"{ADDRESS}?start-again").content.decode()


@pytest.mark.parametrize("url", ["https://evil.example/x", "http://[", "//evil.example/", "nonsense", ""])
def test_a_page_elsewhere_is_nobodys_way_back(report: Report, manager: User, sign_in: SignIn, url: str):
    answer = sent_too_late(sign_in(manager), {"HX-Request": "true", "HX-Current-URL": url})

    assert "evil" not in answer["HX-Redirect"]
    assert answer["HX-Redirect"].endswith(("next=/", "next=%2F"))
