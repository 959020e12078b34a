"""Items that depend on what an edit changes, and that the edit itself does not change."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.core.pack.models import Item, Knowledge
from bot.core.pack.problems import Finding
from bot.core.pack.validation import QA


@dataclass(frozen=True)
class UnsupportedFigure(Finding):
    """A figure that the cited paragraph does not have: `figure` in normal form, `typed` as it was typed."""

    figure: str = ""
    typed: str = ""


def find_only_unlinked(before: Knowledge, after: Knowledge) -> frozenset[str]:
    """The ids of the items in which nothing changes but that links to removed entries are taken out."""
    removed = before.entries.keys() - after.entries.keys()
    if not removed:
        return frozenset()
    linking: dict[str, tuple[Item, str, tuple[str, ...]]] = {
        entry.id: (entry, "related", entry.related) for entry in before.entries.values()
    }
    linking |= {item.id: (item, "see", item.see) for item in before.not_covered.values()}
    items_after = {item.id: item for item in after.items}
    unlinked = set()
    for id, (item, field, links) in linking.items():
        if removed.isdisjoint(links):
            continue
        kept_links = tuple(link for link in links if link not in removed)
        if item.model_copy(update={field: kept_links}) == items_after.get(id):
            unlinked.add(id)
    return frozenset(unlinked)


def reword_for_curators(finding: Finding, edited: Collection[str], unlinked: Collection[str]) -> Finding:
    """Reword a finding about an item that depends on an edit, for the curator who makes the edit.

    `edited` are the ids of the items that the edit changes; in those of `unlinked` it only takes links out.
    A finding about anything else stays as it is.
    """
    if finding.file != QA or (finding.entry in edited and finding.entry not in unlinked):
        return finding
    if isinstance(finding, UnsupportedFigure):
        # The curator of one item should not be asked to correct another one that was right until now.
        message = (
            f"it leans on this, and “{finding.typed}” would stand nowhere any more."
            " Change that item first: `/qa edit`."
        )
        return replace(finding, message=message)
    if finding.entry in unlinked:
        return replace(finding, message=f"without the link to what goes, {finding.message}")
    return finding
