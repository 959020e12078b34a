"""Random edits of random files: the result says what was meant, and what was not edited is still there."""

import re
from itertools import count

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.editing.edits import Edit, Section
from bot.store.pack_files.yaml_document import Document
from bot.store.yaml_editing.rewrite import rewrite
from tests.store.yaml_editing.qa_styles import STYLES

IDS = [f"item-{at}" for at in range(8)]
TEXT = st.sampled_from(
    [
        "a",
        "what is it?",
        "it's",
        "no",
        "a: b",
        "# a",
        "- a",
        "",
        "two\nlines",
        "tail\n",
        "🦊",
        '"',
        "[a",
        "word " * 30 + "end",
    ]
)
SOURCE = st.fixed_dictionaries({"voice": TEXT, "paragraph": st.sampled_from(["1", "2"])})
OPTIONAL = {
    "topic": st.sampled_from(["one", "two"]),
    "question": TEXT,
    "phrasings": st.lists(TEXT, max_size=5),
    "answer": TEXT,
    "source": SOURCE | st.lists(SOURCE, min_size=1, max_size=3),
    "related": st.lists(st.sampled_from(IDS), max_size=3),
    "popular": st.just("true"),
    "note": st.none() | TEXT,
}
FIELDS = st.fixed_dictionaries({}, optional=OPTIONAL)


class Indented(yaml.SafeDumper):
    """Indents lists, as PyYAML itself does not."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


@st.composite
def files(draw):
    """The text of a file, in one of many styles."""
    ids = draw(st.permutations(IDS))
    cut, end = sorted(draw(st.tuples(st.integers(0, 6), st.integers(0, 6))))
    value = {
        "entries": [{"id": id, **draw(FIELDS)} for id in ids[:cut]],
        "not_covered": [{"id": id, **draw(FIELDS)} for id in ids[cut:end]],
    }
    flow = draw(st.sampled_from([False, False, False, None, True]))
    text = yaml.dump(
        value,
        Dumper=draw(st.sampled_from([yaml.SafeDumper, Indented])),
        sort_keys=draw(st.booleans()),
        indent=draw(st.sampled_from([2, 3, 4])),
        width=draw(st.sampled_from([30, 80, 1000])),
        default_flow_style=flow,
        default_style=draw(st.sampled_from([None, None, '"', "'", "|", ">"])),
        allow_unicode=draw(st.booleans()),
        explicit_start=draw(st.booleans()),
        explicit_end=draw(st.booleans()),
    )
    if draw(st.booleans()):
        text = commented(text, draw)
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from(["", "\ufeff"])) + text


def commented(text, draw):
    """With comments and blank lines before some items and elements, where that changes no text."""
    numbers = count()
    lines = []
    for line in text.splitlines(keepends=True):
        if re.match(r" *-[ \n]|\w", line) and draw(st.booleans()):
            indent = " " * (len(line) - len(line.lstrip(" ")))
            lines += draw(
                st.sampled_from(
                    [["\n"], [f"{indent}# {next(numbers)}\n"], ["\n", f"{indent}# {next(numbers)}\n"]]
                )
            )
        lines.append(line)
    changed = "".join(lines)
    try:
        return changed if yaml.safe_load(changed) == yaml.safe_load(text) else text
    except yaml.YAMLError:
        return text


@st.composite
def edits(draw, value):
    """Some edits of what is there and some new items, and the value that shall come out."""
    expected = {**value, **{section.value: list(value.get(section.value) or []) for section in Section}}
    found, touched = [], set()
    for section in Section:
        items = expected[section.value]
        for item in list(items):
            kind = draw(st.sampled_from(["keep", "keep", "change", "one", "remove"]))
            if kind == "keep":
                continue
            touched.add(item["id"])
            after = None
            if kind == "change":
                after = {"id": item["id"], **draw(FIELDS)}
            elif kind == "one":
                after = {
                    **item,
                    **draw(st.fixed_dictionaries({"phrasings": st.lists(TEXT), "question": TEXT})),
                }
            found.append(Edit(section, item["id"], item, after))
            at = items.index(item)
            items[at : at + 1] = [after] if after else []
        for number in range(draw(st.integers(0, 2))):
            after = {"id": f"new-{section}-{number}", **draw(FIELDS)}
            place = draw(st.sampled_from(["", None, *(item["id"] for item in items)]))
            found.append(Edit(section, after["id"], None, after, place))
            items.insert(position(items, after, place), after)
    return found, expected, touched


def position(items, new, place):
    named = [at for at, item in enumerate(items) if item["id"] == place]
    alike = [at for at, item in enumerate(items) if "topic" in new and item.get("topic") == new["topic"]]
    return 0 if place == "" else [*(named or alike or [len(items) - 1])][-1] + 1


def own_text(text, section, id):
    """What stands in the file for one item, from its first key to the end of its last value."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    items = next(value for key, value in root.value if key.value == section)
    node = next(item for item in items.value if any((k.value, v.value) == ("id", id) for k, v in item.value))
    lines = text[node.start_mark.index : node.end_mark.index].rstrip().splitlines()
    while re.match(r" *#", lines[-1]):
        lines.pop()
    return "\n".join(lines).rstrip()


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data(), files() | st.sampled_from(list(STYLES.values())))
def test_any_edits_of_any_file_do_what_they_say_and_nothing_else(data, text):
    bare = text.removeprefix("\ufeff")
    value = Document(bare).value
    found, expected, touched = data.draw(edits(value))

    result = rewrite(text, found)

    read = Document(result.removeprefix("\ufeff")).value
    assert {**read, **{section.value: read.get(section.value) or [] for section in Section}} == expected
    assert result.startswith("\ufeff") == text.startswith("\ufeff")
    assert ("\r\n" in result) <= ("\r\n" in text)
    if text[-1] != "\n" and Document(bare + "\n").value != value:
        # A text that ended with the file says something else once a line follows it.
        last = [*value][-1]
        touched.add(value[last][-1]["id"])
    place = {}
    lines = result.replace("\r\n", "\n")
    for section in Section:
        for item in value.get(section.value) or []:
            if item["id"] not in touched:
                own = own_text(bare.replace("\r\n", "\n"), section, item["id"])
                at = lines.find(own, place.get(section, 0))
                assert at >= 0, own
                place[section] = at + len(own)


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data(), files() | st.sampled_from(list(STYLES.values())))
def test_comments_outlive_edits_of_fields_that_are_no_lists(data, text):
    value = Document(text.removeprefix("\ufeff")).value
    found = [
        Edit(section, item["id"], item, {**item, "question": data.draw(TEXT), "note": data.draw(TEXT)})
        for section in Section
        for item in value.get(section.value) or []
    ]
    comment = re.compile(r"^ *# \d+$", re.MULTILINE)

    assert comment.findall(rewrite(text, found).replace("\r", "")) == comment.findall(text.replace("\r", ""))
