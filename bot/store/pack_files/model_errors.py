"""What pydantic found wrong with a shape, in words for somebody who edits YAML."""

import reprlib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.core.pack.models import MAX_ID, Shape
from bot.core.pack.problems import Path, quote

# More problems than this in one item or in the article are one problem: to make them takes long.
_MAX_EACH = 1_000
_EMPTY = "`{name}` is empty: write something"
_NO_LIST = "`{name}` is one text where a list is needed: begin each line with `- `"
_NO_TABLE = "this is a text where a table of keys is needed: write `key: value` lines"
# What pydantic calls it, and what to say of it.
_TEMPLATES = {
    "missing": "`{last}` is missing: add it",
    "string_too_long": "`{name}` is longer than {max_length} characters, by {over}: shorten it",
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
    "too_long": "`{name}` has {held:,}, and may have at most {max_length:,}: take some out",
    "enum": "`{name}` is `{value}`: it must be {expected}",
    "literal_error": "`{name}` is `{value}`: it must be {expected}",
    "value_error": "`{name}`: {error}",
    "model_type": _NO_TABLE,
    "model_attributes_type": _NO_TABLE,
    "dict_type": _NO_TABLE,
    "list_type": _NO_LIST,
    "tuple_type": _NO_LIST,
    "string_type": "`{name}` is a list or a table: write a text",
    "bool_parsing": "`{name}` is `{value}`: write true or false",
    "int_parsing": "`{name}` is `{value}`: write a number from 1",
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        "`{name}` is `{value}`: write a day, as 2026-11-22",
    ),
    "greater_than_equal": "`{name}` is `{value}`: write a number from 1",
}


@dataclass(frozen=True)
class ShapeError:
    """What is wrong at a path inside the shape, and what to do about it."""

    path: Path
    message: str


def describe_shape_errors(shape: type[Shape], error: ValidationError) -> Iterator[ShapeError]:
    """Every problem of one shape, a sentence for each; of more than a thousand, one that counts them."""
    if error.error_count() > _MAX_EACH:
        yield ShapeError((), f"{error.error_count():,} things are wrong here: write it as in the README")
        return
    for details in error.errors(include_url=False):
        path: Path = tuple(step for step in details["loc"] if step != "[key]")
        yield ShapeError(path, _message(shape, path, details))


def _message(shape: type[Shape], path: Path, details: ErrorDetails) -> str:
    name = quote(next((step for step in reversed(path) if isinstance(step, str)), "this"))
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    # A list or a table may hold a whole file: of those, too, only the beginning is written.
    quoted = quote(value if isinstance(value, str) else reprlib.repr(value))
    if kind == "extra_forbidden":
        key = quote(str(path[-1]))
        return f"unknown key `{key}`{_nearest(key, shape)}"
    if kind == "string_pattern_mismatch" and str(context["pattern"]).startswith("^[a-z0-9-]"):
        return f"`{quoted}` is no id: use a-z, 0-9 and hyphens, at most {MAX_ID} characters"
    if kind == "string_pattern_mismatch":
        return f"`{name}` is no address: begin it with https://"
    if kind == "string_type" and value is None:
        return f"`{name}` is empty: write something"
    template = _TEMPLATES.get(kind)
    if template is None:
        return f"`{name}`: {details['msg'][0].lower()}{details['msg'][1:]}"
    over = len(value) - context["max_length"] if kind == "string_too_long" else 0
    held = len(value) if kind == "too_long" else 0
    last = quote(str(path[-1])) if path else name
    return template.format(name=name, last=last, value=quoted, over=over, held=held, **context)


def _nearest(name: str, shape: type[Shape]) -> str:
    close = get_close_matches(name, list(shape.model_fields), n=1)
    return f"; did you mean `{close[0]}`?" if close else ": remove it, or see the README for the keys"
