"""The letters: how wide a text is, and its outlines. Texts are never read as formulas."""

import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D

# The library brings it along, so that a picture looks the same everywhere.
_FAMILY = "DejaVu Sans"
# Its condensed cut is the same letters at this share of their width.
_CONDENSED = 0.9
_SIZE = 100.0
# Where systems keep fonts, for scripts that ours has not; and how many are looked into at most.
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_MOST_FONTS = 400
_KINDS = (".ttf", ".ttc", ".otf")


class Typeface:
    """Measures and outlines texts; `letters` are those it will be asked for."""

    def __init__(self, letters: str) -> None:
        families = [_FAMILY, *_families_for(letters)]
        self._paths = TextToPath()
        self._fonts = tuple(
            FontProperties(family=families, weight=weight, size=_SIZE) for weight in ("normal", "bold")
        )
        self._width = lru_cache(100_000)(self._measured)
        self._space = self._width(" ", False), self._width(" ", True)

    def measure(self, text: str, size: float, bold: bool) -> float:
        """The width of a text in pixels."""
        if " " not in text:
            return self._width(text, bold) * size / _SIZE
        # Word by word, since letters of two words are never drawn as one: lines share most of theirs.
        words = text.split(" ")
        width = sum(self._width(word, bold) for word in words if word) + self._space[bold] * (len(words) - 1)
        return width * size / _SIZE

    def outline(self, text: str, size: float, bold: bool, x: float, baseline: float) -> Outline:
        """The outlines of a text that begins there, y downward; empty where nothing is seen."""
        points, codes = self._paths.get_text_path(self._fonts[bold], text, ismath=False)
        scale = size / _SIZE
        return (
            Affine2D()
            .scale(scale * _CONDENSED, -scale)
            .translate(x, baseline)
            .transform_path(Outline(points, codes))
        )

    def _measured(self, text: str, bold: bool) -> float:
        width, _, _ = self._paths.get_text_width_height_descent(text, self._fonts[bold], ismath=False)
        return float(width) * _CONDENSED


def _families_for(letters: str) -> Iterator[str]:
    """Installed fonts that have letters which ours has not, as long as any is missing."""
    ours = FT2Font(font_manager.findfont(_FAMILY))
    missing = {letter for letter in letters if not ours.get_char_index(ord(letter))}
    for file in _installed() if missing else ():
        try:
            font = FT2Font(file)
            found = {letter for letter in missing if font.get_char_index(ord(letter))}
            if found:
                font_manager.fontManager.addfont(file)
                yield font.family_name
                missing -= found
        except (OSError, RuntimeError, ValueError):
            # What is no font is none of ours.
            continue
        if not missing:
            return


def _installed() -> list[Path]:
    home = Path("~/.fonts").expanduser() if sys.platform != "win32" else Path("C:/")
    folders = [Path(folder) for folder in _FOLDERS] + [home]
    found = (
        file
        for folder in folders
        if folder.is_dir()
        for file in folder.rglob("*")
        if file.suffix.lower() in _KINDS
    )
    # The upright, regular cut of each before its others.
    return sorted(found, key=lambda file: ("regular" not in file.stem.lower(), file.name))[:_MOST_FONTS]
