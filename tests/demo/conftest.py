from collections.abc import Iterator

import pytest

from tests.demo.browser import chromium
from tests.demo.process import demo


@pytest.fixture(scope="session")
def shared_page() -> Iterator[str]:
    """One demo for all tests that save nothing and look for what they themselves said."""
    chromium()
    with demo() as page:
        yield page


@pytest.fixture
def own_page() -> Iterator[str]:
    """A demo that nobody has used yet."""
    chromium()
    with demo() as page:
        yield page
