"""Options that several commands take."""

from pathlib import Path

import click

knowledge_option = click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    default=Path("knowledge"),
    envvar="FOOTNOTE_KNOWLEDGE",
    show_default=True,
    help="The folder of the pack.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON, for scripts.")
