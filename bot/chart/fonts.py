"""The fonts of a picture: how wide a text is, and its outlines. Texts are never read as formulas."""

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

# Matplotlib brings this font along, so that a picture looks the same everywhere.
_FAMILY = "DejaVu Sans"
# The condensed cut of the font has the same letters at this share of their width.
_CONDENSED = 0.9
# Texts are measured at this size, in pixels, and scaled.
_SIZE = 100.0
# Where systems keep fonts, for scripts that our font does not have; and the most fonts to look into.
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_MAX_FONTS = 400
_SUFFIXES = (".ttf", ".ttc", ".otf")


class Fonts:
    """Measures texts and gives their outlines; `letters` are all that the texts will consist of."""

    def __init__(self, letters: str) -> None:
        families = [_FAMILY, *_families_for(letters)]
        self._paths = TextToPath()
        # Plain and bold, so that `bold` is the index.
        self._fonts = tuple(
            FontProperties(family=families, weight=weight, size=_SIZE) for weight in ("normal", "bold")
        )
        self._width = lru_cache(100_000)(self._measure_word)
        self._space_widths = self._width(" ", False), self._width(" ", True)

    def measure_text(self, text: str, size: float, bold: bool) -> float:
        """The width of a text in pixels, at a size in pixels."""
        if " " not in text:
            return self._width(text, bold) * size / _SIZE
        # Word by word, since letters of two words are never drawn as one: lines share most of their words.
        words = text.split(" ")
        words_width = sum(self._width(word, bold) for word in words if word)
        width = words_width + self._space_widths[bold] * (len(words) - 1)
        return width * size / _SIZE

    def outline(self, text: str, size: float, bold: bool, x: float, baseline: float) -> Outline:
        """The outlines of a text that begins at `x`, y downward; empty where nothing is visible."""
        points, codes = self._paths.get_text_path(self._fonts[bold], text, ismath=False)
        scale = size / _SIZE
        return (
            Affine2D()
            .scale(scale * _CONDENSED, -scale)
            .translate(x, baseline)
            .transform_path(Outline(points, codes))
        )

    def _measure_word(self, word: str, bold: bool) -> float:
        width, _, _ = self._paths.get_text_width_height_descent(word, self._fonts[bold], ismath=False)
        return float(width) * _CONDENSED


def _families_for(letters: str) -> Iterator[str]:
    """Installed fonts with letters that our font does not have, until no letter is missing."""
    our_font = FT2Font(font_manager.findfont(_FAMILY))
    missing = {letter for letter in letters if not our_font.get_char_index(ord(letter))}
    if not missing:
        return
    for file in _installed_fonts():
        try:
            font = FT2Font(str(file))
            new_letters = {letter for letter in missing if font.get_char_index(ord(letter))}
            if new_letters:
                font_manager.fontManager.addfont(file)
                yield font.family_name
                missing -= new_letters
        except (OSError, RuntimeError, ValueError):
            # A file that is no font is skipped.
            continue
        if not missing:
            return


def _installed_fonts() -> list[Path]:
    own_folder = Path("~/.fonts").expanduser() if sys.platform != "win32" else Path("C:/")
    folders = [*map(Path, _FOLDERS), own_folder]
    files = (
        file
        for folder in folders
        if folder.is_dir()
        for file in folder.rglob("*")
        if file.suffix.lower() in _SUFFIXES
    )
    # The upright, regular cut of each font before its other cuts.
    return sorted(files, key=lambda file: ("regular" not in file.stem.lower(), file.name))[:_MAX_FONTS]
