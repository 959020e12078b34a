"""The door: `python -m bot` is `footnote`."""

import gc
import sys

from bot.cli.stop_signals import end_at_once_when_told

# So many objects may be made before it is looked for garbage among them; by default 700 may.
_OBJECTS = 10_000


def collect_garbage_seldom() -> None:
    """Look for garbage seldom: to import and to load makes many objects, of which nearly all stay."""
    gc.set_threshold(_OBJECTS)


def main() -> None:
    """Run the command line. A run of the bot can be told to end before anything else is imported."""
    collect_garbage_seldom()
    if sys.argv[1:2] == ["run"]:
        end_at_once_when_told()
    from bot.cli.main import main as run_command

    run_command()


if __name__ == "__main__":
    main()
