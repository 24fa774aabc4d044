"""The guide to the interface works as it is printed: each address it asks for answers, and its program runs."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request

import pytest
from django.test import Client

from goldenthread.api.door import WORDS

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "how-to" / "use-the-interface.md").read_text(encoding="utf-8")
ADDRESSES = re.findall(r'"http://localhost:8001(/api/v1/\S+)"', GUIDE)


def test_every_address_of_the_guide_answers(year: Any, given: Callable[..., str]):
    shown = {"Authorization": f"Bearer {given()}"}

    answers = {one: Client().get(one, headers=shown).status_code for one in ADDRESSES}

    assert len(answers) == 2
    assert set(answers.values()) == {200}


def test_the_program_of_the_guide_runs_as_it_is_printed(
    year: Any, given: Callable[..., str], monkeypatch: pytest.MonkeyPatch
):
    def open_here(asked: Request) -> io.BytesIO:
        to = urlsplit(asked.full_url)
        assert f"{to.scheme}://{to.netloc}" == "http://localhost:8001"
        answer = Client().get(f"{to.path}?{to.query}", headers=dict(asked.header_items()))
        assert answer.status_code == 200, asked.full_url
        return io.BytesIO(answer.content)

    monkeypatch.setattr("urllib.request.urlopen", open_here)
    monkeypatch.setenv("GT_TOKEN", given())
    code = GUIDE[GUIDE.index("```python") + 9 :].split("```", maxsplit=1)[0]
    said, left = io.StringIO(), {}

    with contextlib.redirect_stdout(said):
        exec(code, left)  # noqa: S102  (the guide's own lines)

    assert "concerns.received 40.0 \n" in said.getvalue()
    assert "concerns.self_neglect None c\n" in said.getvalue()
    assert left["decisions"] != {}


def test_the_guide_says_what_to_do_for_each_answer_that_is_no_answer():
    told = {int(status) for status in re.findall(r"^\| (\d{3}) \|", GUIDE, re.MULTILINE)}

    assert told == set(WORDS) - {400, 403, 500}
