"""A file of questions whose right entry is known, for `footnote eval`."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from bot.core.evaluation.metrics import Case, Split
from bot.core.pack.models import Id, Shape
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
    """A case as it stands in the file; `expect` is an entry's id, several that are all right, or nothing."""

    question: Annotated[str, StringConstraints(strip_whitespace=False)]
    expect: Annotated[tuple[Id, ...], BeforeValidator(_as_ids)] = ()
    kind: str = "question"
    split: Split = Split.TUNE


class _Rows(Shape):
    cases: Annotated[tuple[_Row, ...], Field(min_length=1)]


def load_cases(file: Path, entries: frozenset[str]) -> tuple[Case, ...]:
    """Read the cases; every expected id must be one of `entries`. Raises CasesError."""
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
    unknown = [
        f"{file}:{document.line(('cases', at, 'expect'))}: there is no entry `{id}`"
        for at, row in enumerate(rows)
        for id in row.expect
        if id not in entries
    ]
    if unknown:
        raise CasesError("\n".join(unknown))
    return tuple(Case(row.question, frozenset(row.expect), row.kind, row.split) for row in rows)
