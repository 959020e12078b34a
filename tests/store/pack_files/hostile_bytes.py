"""Bytes that a pack's file should not hold: at random, in odd encodings, or a good file gone wrong."""

from hypothesis import strategies as st

from tests.packs import TEXTS

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7")
# What YAML, its readers in other languages, or a reader of numbers and dates trips over.
_NASTY = (
    # Anchors, aliases, merges and tags.
    "&a ", "*a", "&a [*a]", "&a [&b [*a, *b], *b]", "<<: *a", "<<: {id: x}",
    "!!python/object/apply:os.system [x]", "!!python/name:os.system ", "!!binary aGVsbG8=",
    "!!binary '&'", "!!int ", "!!set {a, b}", "!!omap [a: 1]", "!!null ''", "!!merge <<", "!", "! a",
    "!<tag:yaml.org,2002:str> a", "!<", "!a!b ", "!!timestamp 2001-01-01",
    # Numbers and dates.
    "1e999999", "-1e999999", "0x" + "f" * 5_000, "0b1", "0o17", "017", "190:20:30", "1_000", "9" * 4_301,
    "-1", "1" + "0" * 400, ".inf", "-.INF", ".nan", "nan", "NaN", "inf", "1e5", "1.", "+1", "٣", "²",
    "１", "0", "00", "2017-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "-0001-01-01",
    "2017-05-31T24:61:61+99:99", "2001-12-14 21:59:43.10 -5", "2017-05", "2017", "20170531", "2017-W22-3",
    "١٩٩٩", "86400", "-86400", "1e11",
    # Nothings and truths.
    "~", "null", "Null", "true", "yes", "no", "on", "=", "''", '""', "[]", "{}", "[[]]", "{{}}", "{? }",
    "[? ]",
    # Escapes.
    '"\\ud800"', '"\\udfff\\ud800"', '"\\U00110000"', '"\\x00"', '"\\0"', '"\\e[2J"', '"\\L\\P\\N\\_"',
    '"\\x"', '"\\\n"', "'", '"', "'''", '"\\', '"\\U0001F600"', '"\\uFFFE"', '"\\b\\r\\n"',
    # Characters.
    "\ufeff", "\0", "\x01", "\x1b[31m", "\x7f", "\x80", "\x85", "\u2028", "\u2029", "\u200b", "\u202e",
    "\ufffe", "\uffff", "\U0010ffff", "\t", "\r", "\r\n", "\n", "\v", "\f", "\u00a0", "é", "e\u0301",
    "\u0301" * 50, "ﷺ" * 99, "㍿" * 99, "İ", "ß", "ŉ", "日本語", "กข", "🏳️‍🌈",
    # Form.
    "---\n", "...\n", "--- a\n", "%YAML 1.1\n---\n", "%YAML 9.9\n---\n", "%TAG ! tag:x,2000:\n---\n",
    "%FOO\n", "%", "? ", "? a\n: b\n", "? [a]\n: b\n", "? |\n  a\n: b\n", ": ", ":", "- ", "-",
    "- - - - ", "-\n", "#", " #", "# a\n", "|\n", ">\n", "|+9\n", ">-\n  a\n\n  b\n", "|0\n", "|-\n\ta\n",
    "[", "]", "{", "}", ",", "[" * 60, "{a: " * 60, "- " * 60, "`", "@", "@a", "`a`", "a: b: c",
    "[a: b, c: {d}]", '{"a":1}', "[a, [b, {c: [d]}]]", "\n\n\n", "  ", " " * 1_000, "\t" * 30,
    "a" * 1_025, "k" * 20_001, "a: 1\n" * 3, "id: id\n", "- id: x\n", "\n  - ",
    # What the pack itself means something by.
    "entries:\n", "not_covered:\n", "events: []\n", "topics: {}", "voices: {article: {name: x}}",
    "article", "paragraphs: {1: a, 01: b, ' 1 ': c}", "paragraph: 1.0", "source: []", "source: {}",
    "synonyms: [[a, a], [a, b]]", "synonyms: [[., '!'], ['', ' ']]", "phrasings: [[a]]",
    "phrasings: {a: b}", "popular: maybe", "inferred: year\n", "until: 0001\n", "date: 9999-12\n",
    "review_by: 0001-01-01\n", "checked: 1e5\n", "url: http://\n", "[key]: a\n",
)  # fmt: skip
_PIECES = st.sampled_from(_NASTY)


def spoilt_files() -> st.SearchStrategy[tuple[str, bytes]]:
    """The name of a file of the pack, and what stands in its place."""
    return st.sampled_from(sorted(TEXTS)).flatmap(lambda name: st.tuples(st.just(name), _hostile(name)))


def _hostile(name: str) -> st.SearchStrategy[bytes]:
    encoded = st.builds(
        lambda text, encoding: text.encode(encoding, "replace"),
        st.text(max_size=100) | st.lists(_PIECES | st.text(max_size=5), max_size=12).map("".join),
        st.sampled_from(_ENCODINGS),
    )
    # Half of them are good files gone wrong: bytes at random hardly ever come past the parser.
    spoilt = _spoilt(TEXTS[name].encode())
    return st.one_of(st.binary(max_size=400), encoded, spoilt, spoilt)


@st.composite
def _spoilt(draw: st.DrawFn, content: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 4))):
        before, part, after = _parts(content, draw(_place(content)), draw(st.integers(0, 200)))
        content = before + draw(_instead_of(part)) + after
    return content


def _parts(content: bytes, at: int, length: int) -> tuple[bytes, bytes, bytes]:
    return content[:at], content[at : at + length], content[at + length :]


@st.composite
def _place(draw: st.DrawFn, content: bytes) -> int:
    """A place in the content: anywhere, or where a line or a value begins."""
    at = draw(st.integers(0, len(content)))
    if draw(st.booleans()):
        return at
    return max(content.rfind(b"\n", 0, at), content.rfind(b" ", 0, at)) + 1


def _instead_of(part: bytes) -> st.SearchStrategy[bytes]:
    """What comes in the place of a part of the content: nothing, something else, or more or less of it."""
    pieces = _PIECES.map(str.encode)
    return st.one_of(
        st.just(b""),
        pieces,
        pieces.map(lambda piece: piece + part),
        pieces.map(lambda piece: piece + part[part.find(b"\n") :]),
        st.binary(max_size=4).map(lambda piece: piece + part),
        st.integers(2, 5).map(lambda times: part * times),
        st.integers(0, 7).map(lambda bit: bytes([part[0] ^ 1 << bit]) + part[1:] if part else part),
        st.just(part[::-1]),
    )
