"""The child: a request as JSON on standard input, one line of JSON and then the file on standard output."""

import json
import sys
import warnings

from bot.chart.fonts import Fonts
from bot.chart.layout import lay_out
from bot.chart.renderer import render
from bot.chart.request import ChartRequest, ImageFormat
from bot.chart.theme import Dimensions


def main(image_format: ImageFormat) -> None:
    """Draw one picture."""
    # A letter that no font has is drawn as an empty box; nobody reads the warning.
    warnings.simplefilter("ignore")
    request = sys.stdin.buffer.read().decode()
    letters = set(json.dumps(json.loads(request), ensure_ascii=False))
    fonts = Fonts("".join(sorted(letters)))
    layout = lay_out(ChartRequest.from_json(request), fonts.measure_text, Dimensions())
    first_line = json.dumps({"left_out": layout.left_out}).encode() + b"\n"
    sys.stdout.buffer.write(first_line + render(layout, fonts, image_format))


if __name__ == "__main__":
    main("svg" if sys.argv[1:] == ["svg"] else "png")
