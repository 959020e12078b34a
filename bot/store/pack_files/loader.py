"""The pack's folder: read it whole, or say everything that is wrong with it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from bot.core.language.plurals import counted
from bot.core.pack.limits import find_exceeded_limits
from bot.core.pack.models import Knowledge
from bot.core.pack.problems import Finding, Problem, Severity
from bot.core.pack.validation import ARTICLE, QA, TIMELINE, find_broken_rules
from bot.core.pack.word_limits import find_exceeded_word_limits
from bot.errors import UserError
from bot.store.pack_files.problem_list import ProblemList, locate
from bot.store.pack_files.regular_file import FileTooLargeError, read_regular_file
from bot.store.pack_files.shapes import make_shapes, table_of
from bot.store.pack_files.yaml_document import Document, DocumentError

FILES = (ARTICLE, QA, TIMELINE)


class PackError(UserError):
    """A pack that does not load. `problems` has the first hundred, as its text does; `count` is all."""

    def __init__(self, folder: FilePath, problems: Sequence[Problem], count: int) -> None:
        self.problems = tuple(problems)
        self.count = count
        lines = [f"The pack in {folder} does not load ({counted(count, 'problem')}):", *map(str, problems)]
        if self.not_listed:
            lines.append(self.not_listed)
        super().__init__("\n  ".join(lines))

    @property
    def not_listed(self) -> str:
        """How many problems there are besides those in `problems`, in words; empty if there are none."""
        rest = self.count - len(self.problems)
        return f"and {counted(rest, 'more problem')}" if rest else ""


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
        return tuple(locate(finding, self.documents) for finding in findings)


def load_pack(folder: FilePath) -> Pack:
    """Read a pack: a whole valid pack, or one error that lists every problem.

    Raises PackMissingError where there is no readable folder, PackError otherwise.
    """
    texts, unreadable = read_texts(folder)
    return parse_pack(folder, texts, unreadable)


def parse_pack(folder: FilePath, texts: Mapping[str, str], unreadable: Sequence[Problem] = ()) -> Pack:
    """Read a pack from the texts of its files; `folder` is only named in the error. Raises PackError."""
    documents: dict[str, Document] = {}
    problems = ProblemList(documents)
    for problem in unreadable:
        problems.add(problem)
    for name, text in texts.items():
        try:
            documents[name] = Document(text)
        except DocumentError as error:
            problems.add(Problem(Severity.ERROR, name, error.line, None, error.message))
    for name, document in documents.items():
        for line, key in document.repeated_keys:
            message = f"the key `{key}` stands here twice: keep one"
            problems.add(Problem(Severity.ERROR, name, line, None, message))
    knowledge = _read(documents, problems)
    if knowledge is None or problems.count:
        listed = sorted(problems.listed, key=lambda problem: (FILES.index(problem.file), problem.line))
        raise PackError(folder, listed, problems.count)
    return Pack(knowledge, state_name(texts), documents, dict(texts))


def _read(documents: Mapping[str, Document], problems: ProblemList) -> Knowledge | None:
    """What the files hold, if it is within the limits of a pack; what is wrong goes to `problems`."""
    tables = {name: table_of(name, document.value, problems) for name, document in documents.items()}
    exceeded = list(find_exceeded_limits(tables)) or list(find_exceeded_word_limits(tables))
    if exceeded:
        problems.find(exceeded)
        return None
    knowledge = make_shapes(tables, problems)
    problems.find(find_broken_rules(tables))
    return knowledge


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
        except FileTooLargeError as error:
            problems.append(_unreadable(name, str(error)))
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
