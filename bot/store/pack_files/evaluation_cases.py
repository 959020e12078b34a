"""A file of questions whose right entry is known, for `footnote eval`."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from bot.core.evaluation.trials import Case, Split
from bot.core.pack.models import Id, Knowledge, Shape
from bot.errors import UserError
from bot.store.pack_files.model_errors import describe_shape_errors
from bot.store.pack_files.yaml_document import Document, DocumentError


class CasesError(UserError):
    """A file of cases that cannot be used; its text lists every problem with its line."""


def _as_ids(value: object) -> object:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


class _Row(Shape):
    """A case as it stands in the file.

    `expect` is the id of an entry or of a not-covered item, several that are all right, or nothing. `gap`
    says that the article answers it, and no entry does.
    """

    question: Annotated[str, StringConstraints(strip_whitespace=False)]
    expect: Annotated[tuple[Id, ...], BeforeValidator(_as_ids)] = ()
    gap: bool = False
    kind: str = "question"
    split: Split = Split.TUNE


class _Rows(Shape):
    cases: Annotated[tuple[_Row, ...], Field(min_length=1)]


def load_cases(file: Path, knowledge: Knowledge) -> tuple[Case, ...]:
    """Read the cases about a pack, which has every expected id. Raises CasesError."""
    try:
        document = Document(file.read_text(encoding="utf-8-sig"))
    except DocumentError as error:
        raise CasesError(f"{file}:{error.line}: {error.message}") from None
    except (OSError, UnicodeDecodeError):
        raise CasesError(f"{file} cannot be read: name a YAML file with a list of `cases`.") from None
    try:
        rows = _Rows.model_validate(document.value).cases
    except ValidationError as error:
        problems = [
            f"{file}:{document.line(shape_error.path)}: {shape_error.message}"
            for shape_error in describe_shape_errors(_Rows, error)
        ]
        raise CasesError("\n".join(problems)) from None
    known = knowledge.entries.keys() | knowledge.not_covered.keys()
    unknown = [
        f"{file}:{document.line(('cases', at, 'expect'))}: no entry and no not-covered item is `{id}`"
        for at, row in enumerate(rows)
        for id in row.expect
        if id not in known
    ]
    unknown += [
        f"{file}:{document.line(('cases', at, 'gap'))}: what an entry answers is no gap: take one out"
        for at, row in enumerate(rows)
        if row.gap and not knowledge.entries.keys().isdisjoint(row.expect)
    ]
    if unknown:
        raise CasesError("\n".join(unknown))
    return tuple(_case(row, knowledge) for row in rows)


def _case(row: _Row, knowledge: Knowledge) -> Case:
    entries = frozenset(row.expect) & knowledge.entries.keys()
    absent = frozenset(row.expect) & knowledge.not_covered.keys()
    return Case(row.question, entries, row.kind, row.split, row.gap, absent)
