"""A form whose page is shown again with an error is still sent to the right address."""

import re
from pathlib import Path

import goldenthread

BELOW = re.compile(r"""<form\b[^>]*\baction=["'](?!["'/?#{]|https?:)[^"']*["']""")
"""An address below the page that is open: on the page of an error, which has another address, it leads nowhere."""


def test_no_form_is_sent_to_an_address_below_its_own_page():
    templates = sorted(Path(goldenthread.__file__).parent.rglob("templates/**/*.html"))

    found = {one.name: BELOW.findall(one.read_text(encoding="utf-8")) for one in templates}

    assert len(templates) > 100
    assert {name: forms for name, forms in found.items() if forms} == {}
