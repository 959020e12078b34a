"""A small pack with nothing wrong in it, for tests to write, change and load."""

from pathlib import Path

from bot.core.answering.snapshot import Snapshot
from bot.store.pack_files.loader import Pack, parse_pack

ARTICLE = """\
title: The bakery of Ghent
published: 2022-03
topics: {shops: Shops, bread: Bread}
voices:
  gazette: {name: The Gazette, kind: newspaper}
  baker: {name: the baker, kind: founder, via: gazette}
synonyms: [[shop, store, branch office]]
paragraphs:
  1: The bakery opened its doors in Ghent on May 31, 2017, and had 12 shops by the end of 2019.
  2: The Gazette reports that 40% of its bread is rye, and that 3 million loaves were sold in 2021.
"""
QA = """\
entries:
  - id: shop-count
    topic: shops
    question: How many shops does the bakery have?
    phrasings:
      - number of shops
      - count every location of the chain
      - how big is the bakery by now
      - are there several places to buy
      - size of the company in outlets
    answer: It had 12 shops by the end of 2019.
    source: {voice: article, paragraph: 1, status: stated}
    related: [rye-share]
    events: [opening]
    popular: true
  - id: rye-share
    topic: bread
    question: How much of the bread is rye?
    phrasings:
      - rye percentage
      - which part is made with rye flour
      - is it mostly wheat or rye
      - what goes into the dough
      - do they bake dark loaves
    answer: 40% of it, and 3 million loaves were sold in 2021.
    source: {voice: gazette, paragraph: 2, status: reported}
    related: [shop-count]
not_covered:
  - id: prices
    question: What does a loaf cost?
    phrasings:
      - price of bread
      - is it expensive to buy there
      - how much money for a loaf
      - cheap or dear
    reply: The article gives no prices.
    see: [rye-share]
"""
TIMELINE = """\
events:
  - id: opening
    date: 2017-05-31
    topic: shops
    title: The bakery opens
    detail: It opens its doors in Ghent.
    source: {voice: article, paragraph: 1, status: stated}
"""
TEXTS = {"article.yaml": ARTICLE, "qa.yaml": QA, "timeline.yaml": TIMELINE}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The texts of the pack with one passage of one file replaced; the passage stands there once."""
    assert TEXTS[file].count(old) == 1, f"{old!r} stands {TEXTS[file].count(old)} times in {file}"
    return {file: TEXTS[file].replace(old, new)}


def write_pack(folder: Path, texts: dict[str, str] | None = None) -> Path:
    """Write the pack to a folder, with other texts for the files named."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**TEXTS, **(texts or {})}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read_pack(texts: dict[str, str] | None = None) -> Pack:
    """Read the pack without a folder, with other texts for the files named."""
    return parse_pack(Path("pack"), {**TEXTS, **(texts or {})})


def snapshot_of(texts: dict[str, str] | None = None) -> Snapshot:
    """The pack ready to answer, with other texts for the files named."""
    pack = read_pack(texts)
    return Snapshot.build(pack.knowledge, pack.revision)
