"""Names of countries and regions, and of those who live there."""

from functools import cache

from bot.core.normalise import normalise

# What people say for them.
_SAID = frozenset(
    "uk usa eu america korea korean european asian african arab arabs scandinavia taiwanese".split()
)
# Names that are other words, too.
_WORDS = frozenset(("chad", "jersey", "turkey", "guinea", "georgia", "jordan", "togo", "mali", ""))


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
