"""Names of countries and regions, and of the people who live there."""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from bot.core.language.normalise import normalise, tokenise_all

# Names that people use and the list of countries does not have.
_EVERYDAY_NAMES = frozenset(
    "uk usa eu america korea korean european asian african arab arabs scandinavia taiwanese".split()
)
# Names that are also other words.
_AMBIGUOUS_NAMES = frozenset(("chad", "jersey", "turkey", "guinea", "georgia", "jordan", "togo", "mali", ""))
# The most words that are looked at as one name.
_MOST_WORDS = 3


@cache
def place_names() -> frozenset[str]:
    """Names of countries, of their regions of the world and of their people, in normal form."""
    names = {country.get(key) for country in _read_countries() for key in ("name", "demonym", "region")}
    in_one_form = map(" ".join, tokenise_all(name for name in names if isinstance(name, str)))
    return frozenset(in_one_form).union(_EVERYDAY_NAMES) - _AMBIGUOUS_NAMES


def _read_countries() -> Iterator[dict[str, object]]:
    # Only the tables of the package are used. It would keep all that is in them.
    spec = find_spec("countryinfo")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("countryinfo")
    for file in Path(spec.origin).parent.glob("data*/*.json"):
        yield json.loads(file.read_bytes())


@lru_cache(4_096)
def find_places_in_text(text: str) -> tuple[str, ...]:
    """The names of places in a text of the pack, in normal form. The results are kept for the next time."""
    return find_places(normalise(text))


def find_places(normalised: str) -> tuple[str, ...]:
    """The names of countries, regions and their people in a question in normal form, each once."""
    words = normalised.split()
    names = place_names()
    spans = (
        " ".join(words[start : start + size])
        for size in range(1, _MOST_WORDS + 1)
        for start in range(len(words))
    )
    return tuple(dict.fromkeys(span for span in spans if span in names))
