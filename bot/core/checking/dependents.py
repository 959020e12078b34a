"""Items that lean on what an edit changes, and are not touched by it themselves."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.core.pack.models import Knowledge
from bot.core.pack.problems import Finding
from bot.core.pack.validation import QA


@dataclass(frozen=True)
class UnsupportedFigure(Finding):
    """A figure that does not stand where it should: `figure` in its one form, `typed` as it was typed."""

    figure: str = ""
    typed: str = ""


def merely_unlinked(before: Knowledge, after: Knowledge) -> frozenset[str]:
    """The ids of the items that lose links to entries that go, and nothing else changes in them."""
    gone = before.entries.keys() - after.entries.keys()
    if not gone:
        return frozenset()
    linking = {each.id: (each, "related", each.related) for each in before.entries.values()}
    pointing = {each.id: (each, "see", each.see) for each in before.not_covered.values()}
    now = {each.id: each for each in after.items}
    return frozenset(
        id
        for id, (item, field, links) in {**linking, **pointing}.items()
        if not gone.isdisjoint(links)
        and item.model_copy(update={field: tuple(link for link in links if link not in gone)}) == now.get(id)
    )


def put_to_curators(finding: Finding, edited: Collection[str], unlinked: Collection[str]) -> Finding:
    """The finding in words for who edits the items `edited`; those `unlinked` only lose links by it."""
    if finding.file != QA or (finding.entry in edited and finding.entry not in unlinked):
        return finding
    if isinstance(finding, UnsupportedFigure):
        # Nobody who edits one item is to be told to correct another one that was right until now.
        message = (
            f"it leans on this, and “{finding.typed}” would stand nowhere any more."
            " Change that item first: `/qa edit`."
        )
        return replace(finding, message=message)
    if finding.entry in unlinked:
        return replace(finding, message=f"without the link to what goes, {finding.message}")
    return finding
