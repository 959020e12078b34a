"""Names of countries and regions, and of those who live there."""

from functools import cache, lru_cache

from bot.core.language.normalise import normalise

# What people say for them.
_SAID = frozenset(
    "uk usa eu america korea korean european asian african arab arabs scandinavia taiwanese".split()
)
# Names that are other words, too.
_WORDS = frozenset(("chad", "jersey", "turkey", "guinea", "georgia", "jordan", "togo", "mali", ""))
# Names of places have at most so many words.
_LONGEST_NAME = 3


@cache
def place_names() -> frozenset[str]:
    """Names of countries, of their regions of the world and of their people, in normal form."""
    # Read when first needed: most short-lived commands never are.
    import countryinfo

    names = (
        name
        for country in countryinfo.all_countries()
        for name in (country.name(), country.demonym(), country.region())
        if isinstance(name, str)
    )
    return frozenset(map(normalise, names)).union(_SAID) - _WORDS


@lru_cache(4_096)
def places_in(curated: str) -> tuple[str, ...]:
    """The names of places in a curated text."""
    return places(normalise(curated))


def places(asked: str) -> tuple[str, ...]:
    """The names of countries, regions and their people in a question in normal form."""
    words = asked.split()
    names = place_names()
    spans = (
        " ".join(words[at : at + size]) for size in range(1, _LONGEST_NAME + 1) for at in range(len(words))
    )
    return tuple(dict.fromkeys(span for span in spans if span in names))
