"""Options that several commands take, and the pack to use where none was named."""

from functools import partial
from pathlib import Path

import click
from click.core import ParameterSource

from bot.store.pack_files.shipped_pack import shipped_pack

_folder_option = partial(
    click.option,
    "--knowledge",
    # Not click's own kind of path, which looks at the folder at once: that may hang.
    type=Path,
    default=Path("knowledge"),
    envvar="FOOTNOTE_KNOWLEDGE",
    show_default=True,
)
knowledge_option = _folder_option(help="The folder of the pack.")
# For commands that only read the pack, and pass the folder to `find_pack_folder`.
readers_knowledge_option = _folder_option(
    help="The folder of the pack; where there is none, the pack that comes with Footnote."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON, for scripts.")


def find_pack_folder(folder: Path) -> Path:
    """The folder, or the shipped pack.

    The shipped pack is used, with a note on standard error, where no folder was named and the default one
    does not exist.
    """
    source = click.get_current_context().get_parameter_source("knowledge")
    if folder.is_dir() or source is not ParameterSource.DEFAULT:
        return folder
    shipped = shipped_pack()
    if shipped is None:
        return folder
    click.echo(
        f"There is no folder {folder} here: this is the pack that comes with Footnote;"
        " --knowledge DIR names another.",
        err=True,
    )
    return shipped
