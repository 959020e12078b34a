"""The pack that comes with the program: beside the code in a wheel, where it is edited in a checkout."""

from pathlib import Path

from bot.core.pack.validation import ARTICLE

_BOT = Path(__file__).parents[2]
# Of the wheel, where `setup.py` puts it; of the checkout.
_PLACES = (_BOT / "shipped_pack", _BOT.with_name("knowledge"))


def shipped_pack() -> Path | None:
    """Its folder; none where the program came without it."""
    return next((folder for folder in _PLACES if (folder / ARTICLE).is_file()), None)
