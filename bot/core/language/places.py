"""Names of countries and regions, and of the people who live there."""

from functools import cache, lru_cache

from bot.core.language.normalise import normalise

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
    # Imported when first needed: most short-lived commands never need it.
    import countryinfo

    names = (
        name
        for country in countryinfo.all_countries()
        for name in (country.name(), country.demonym(), country.region())
        if isinstance(name, str)
    )
    return frozenset(map(normalise, names)).union(_EVERYDAY_NAMES) - _AMBIGUOUS_NAMES


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
