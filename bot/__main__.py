"""The door: `python -m bot` is `footnote`."""

import sys

from bot.cli.stop_signals import end_at_once_when_told


def main() -> None:
    """Run the command line. A run of the bot can be told to end before anything else is imported."""
    if sys.argv[1:2] == ["run"]:
        end_at_once_when_told()
    from bot.cli.main import main as run_command

    run_command()


if __name__ == "__main__":
    main()
