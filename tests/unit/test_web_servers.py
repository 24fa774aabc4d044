"""The files for a web server in front: each host name has its own port, and plain http leads to the same name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

NGINX = (Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^server \{\n(.*?)^\}", NGINX, flags=re.DOTALL | re.MULTILINE)


def said(block: str, what: str) -> str:
    found = re.search(rf"^\s*{what}\s+([^;]+);", block, flags=re.MULTILINE)
    assert found is not None, what
    return found[1]


@pytest.mark.parametrize(
    "block", [one for one in BLOCKS if "listen 80;" in one], ids=lambda one: said(one, "server_name")
)
def test_plain_http_leads_to_the_same_name(block: str):
    assert said(block, "return") == f"301 https://{said(block, 'server_name')}$request_uri"


def test_each_name_has_its_own_port_and_is_told_the_visitors_address_alone():
    secure = [one for one in BLOCKS if "listen 443" in one]

    ports = {said(one, "server_name"): said(one, "proxy_pass") for one in secure}
    assert ports == {"board.example.org": "http://127.0.0.1:8000", "work.board.example.org": "http://127.0.0.1:8001"}
    assert {said(one, "proxy_set_header X-Forwarded-For") for one in secure} == {"$remote_addr"}
    assert len(BLOCKS) == 4
