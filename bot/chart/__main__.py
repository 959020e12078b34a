"""The child: a request as JSON on standard input, one line of JSON and then the file on standard output."""

import json
import sys
import warnings

from bot.chart.fonts import Typeface
from bot.chart.layout import lay_out
from bot.chart.renderer import drawn
from bot.chart.request import ChartRequest, Form
from bot.chart.theme import Measures


def main(form: Form) -> None:
    """Draw one picture."""
    # A letter that no font has is drawn as an empty box; nobody reads the warning.
    warnings.simplefilter("ignore")
    request = sys.stdin.buffer.read().decode()
    typeface = Typeface("".join(sorted(set(json.dumps(json.loads(request), ensure_ascii=False)))))
    layout = lay_out(ChartRequest.from_json(request), typeface.measure, Measures())
    head = json.dumps({"left_out": layout.left_out})
    sys.stdout.buffer.write(head.encode() + b"\n" + drawn(layout, typeface, form))


if __name__ == "__main__":
    main("svg" if sys.argv[1:] == ["svg"] else "png")
