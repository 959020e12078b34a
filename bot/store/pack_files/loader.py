"""The pack's folder: read it whole, or say everything that is wrong with it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.core.language.plurals import counted
from bot.core.pack.models import Article, Entry, Event, Knowledge, NotCoveredItem, Shape
from bot.core.pack.problems import Finding, Path, Problem, Severity
from bot.core.pack.validation import ARTICLE, QA, TIMELINE, find_broken_rules
from bot.errors import UserError
from bot.store.pack_files.model_errors import describe_shape_errors
from bot.store.pack_files.regular_file import read_regular_file
from bot.store.pack_files.yaml_document import Document, DocumentError

FILES = (ARTICLE, QA, TIMELINE)
# Problems in the text of an error. A file of the wrong kind can have a million, and a log has to hold them.
_MAX_LISTED = 100
_S = TypeVar("_S", bound=Shape)


class PackError(UserError):
    """A pack that does not load. Its text lists the first hundred problems; `problems` has all, apart."""

    def __init__(self, folder: FilePath, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = counted(len(problems), "problem")
        lines = [f"The pack in {folder} does not load ({count}):", *map(str, problems[:_MAX_LISTED])]
        if len(problems) > _MAX_LISTED:
            lines.append(f"and {counted(len(problems) - _MAX_LISTED, 'more problem')}")
        super().__init__("\n  ".join(lines))


class PackMissingError(UserError):
    """There is no folder with a pack in it."""


@dataclass(frozen=True)
class Pack:
    """A pack as it was read: its knowledge, the hash of this state, its files with lines, and their texts.

    The texts are exactly what the files hold: a byte order mark and the line ends are kept.
    """

    knowledge: Knowledge
    revision: str
    documents: Mapping[str, Document]
    texts: Mapping[str, str]

    def locate(self, findings: Iterable[Finding]) -> tuple[Problem, ...]:
        """Give each finding its line in these files."""
        return _locate(findings, self.documents)


def load_pack(folder: FilePath) -> Pack:
    """Read a pack: a whole valid pack, or one error that lists every problem.

    Raises PackMissingError where there is no readable folder, PackError otherwise.
    """
    texts, unreadable = read_texts(folder)
    return parse_pack(folder, texts, unreadable)


def parse_pack(folder: FilePath, texts: Mapping[str, str], unreadable: Sequence[Problem] = ()) -> Pack:
    """Read a pack from the texts of its files; `folder` is only named in the error. Raises PackError."""
    documents: dict[str, Document] = {}
    problems = list(unreadable)
    for name, text in texts.items():
        try:
            documents[name] = Document(text)
        except DocumentError as error:
            problems.append(Problem(Severity.ERROR, name, error.line, None, error.message))
    problems += [
        Problem(Severity.ERROR, name, line, None, f"the key `{key}` stands here twice: keep one")
        for name, document in documents.items()
        for line, key in document.repeated_keys
    ]
    all_findings: list[Finding] = []
    tables = {name: _table(name, document.value, all_findings) for name, document in documents.items()}
    knowledge = _knowledge(tables, all_findings)
    all_findings += find_broken_rules(tables)
    problems += _locate(all_findings, documents)
    if knowledge is None or problems:
        raise PackError(
            folder, sorted(problems, key=lambda problem: (FILES.index(problem.file), problem.line))
        )
    return Pack(knowledge, state_name(texts), documents, dict(texts))


def state_name(texts: Mapping[str, str]) -> str:
    """Name the state that these texts of all files are: the same name for the same bytes, and no other."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(texts[name].encode() + b"\0")
    return digest.hexdigest()[:12]


def read_texts(folder: FilePath) -> tuple[dict[str, str], list[Problem]]:
    """Read the texts of the files as they stand, to the byte, and what keeps any of them from being read.

    Raises PackMissingError where there is no folder.
    """
    if not folder.is_dir():
        raise PackMissingError(
            f"There is no pack at {folder}: name the folder that holds {ARTICLE}, {QA} and {TIMELINE}"
            " with --knowledge or FOOTNOTE_KNOWLEDGE."
        )
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name in FILES:
        try:
            texts[name] = _text(folder / name)
        except FileNotFoundError:
            problems.append(_unreadable(name, f"the file is missing: every pack has {', '.join(FILES)}"))
        except UnicodeDecodeError:
            problems.append(_unreadable(name, "this is not text in UTF-8: save it as UTF-8"))
        except OSError as error:
            why = error.strerror or str(error)
            problems.append(
                _unreadable(name, f"the file cannot be read ({why}): check it and its permissions")
            )
    return texts, problems


def _unreadable(name: str, message: str) -> Problem:
    return Problem(Severity.ERROR, name, 1, None, message)


def _text(file: FilePath) -> str:
    return read_regular_file(file).decode("utf-8")


def _knowledge(tables: Mapping[str, dict[str, Any]], shape_findings: list[Finding]) -> Knowledge | None:
    """All shapes; what is wrong with one of them goes to `shape_findings`, and it is left out."""
    article = _shape(Article, ARTICLE, (), tables[ARTICLE], shape_findings) if ARTICLE in tables else None
    entries = _shapes(Entry, QA, "entries", tables, shape_findings)
    not_covered = _shapes(NotCoveredItem, QA, "not_covered", tables, shape_findings)
    events = _shapes(Event, TIMELINE, "events", tables, shape_findings)
    for name, known in ((QA, ("entries", "not_covered")), (TIMELINE, ("events",))):
        shape_findings += [
            Finding(name, (key,), f"unknown key `{key}`: this file has {' and '.join(known)}")
            for key in tables.get(name, {})
            if key not in known
        ]
    if article is None:
        return None
    return Knowledge(
        article,
        {entry.id: entry for entry in entries},
        {item.id: item for item in not_covered},
        {event.id: event for event in events},
    )


def _table(name: str, value: Any, shape_findings: list[Finding]) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if value is not None:
        shape_findings.append(
            Finding(name, (), "the file starts with a list or a text: it needs keys, as in the README")
        )
    return {}


def _shapes(
    shape: type[_S], name: str, section: str, tables: Mapping[str, Any], shape_findings: list[Finding]
) -> list[_S]:
    values = tables.get(name, {}).get(section) or []
    if not isinstance(values, list):
        shape_findings.append(
            Finding(name, (section,), f"`{section}` is a list: begin each item with `- id:`")
        )
        return []
    shapes = (_shape(shape, name, (section, at), value, shape_findings) for at, value in enumerate(values))
    return [loaded for loaded in shapes if loaded is not None]


def _shape(shape: type[_S], name: str, path: Path, value: Any, shape_findings: list[Finding]) -> _S | None:
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        id = value.get("id") if isinstance(value, dict) else None
        entry = id if isinstance(id, str) else None
        shape_findings += [
            Finding(name, (*path, *shape_error.path), shape_error.message, entry)
            for shape_error in describe_shape_errors(shape, error)
        ]
        return None


def _locate(findings: Iterable[Finding], documents: Mapping[str, Document]) -> tuple[Problem, ...]:
    def line(finding: Finding) -> int:
        return documents[finding.file].line(finding.path)

    return tuple(Problem(f.severity, f.file, line(f), f.entry, f.message) for f in findings)
