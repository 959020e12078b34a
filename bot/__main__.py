"""The door: `python -m bot` is `footnote`."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
