"""What is said to be built is shown by a test."""

from __future__ import annotations

from tests import capabilities


def test_the_page_of_capabilities_is_as_the_tests_say():
    assert capabilities.PAGE.read_text(encoding="utf-8") == capabilities.page(), "Run python -m tests.capabilities"


def test_every_capability_that_a_test_names_is_one_we_know():
    assert set(capabilities.proved()) <= set(capabilities.said())


def test_a_mark_is_found_on_a_test_and_on_a_class():
    source = """
@pytest.mark.capability("S1", "S2")
def test_one(): ...

@pytest.mark.capability("S3")
class TestMore:
    def test_two(self): ...
    def helper(self): ...

def test_three(): ...
"""

    assert list(capabilities.named_in(source)) == [("S1", "test_one"), ("S2", "test_one"), ("S3", "test_two")]
