"""The order in which the fields of an item usually stand."""

from collections.abc import Sequence

_ORDER = (
    "id topic question phrasings answer reply source related see events popular note checked review_by"
    " accepted_collisions voice paragraph status"
).split()
_RANKS = {field: at for at, field in enumerate(_ORDER)}


def rank(field: str) -> int:
    """Where a field stands in the usual order; one that is not known, at its end."""
    return _RANKS.get(field, len(_RANKS))


def place_of(name: str, names: Sequence[str]) -> int:
    """Where a field goes among others: behind the last of those that usually come before it."""
    before = [at for at, other in enumerate(names) if rank(other) <= rank(name)]
    return max(before, key=lambda at: (rank(names[at]), at)) + 1 if before else 0
