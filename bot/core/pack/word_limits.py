"""How many words a pack may have in all: the search keeps them, and what it takes of each.

Characters do not tell: in some scripts every character is a word.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.core.language.normalise import most_words_in, tokenise_each
from bot.core.pack.limits import MAX_CITED_WORDS, MAX_PHRASING_WORDS, MAX_SYNONYM_WORDS, MAX_TEXT_WORDS
from bot.core.pack.problems import Finding
from bot.core.pack.raw_values import Table, as_list, as_table, as_text, items_of_section, phrasings_of
from bot.core.pack.validation import ARTICLE, QA


def find_exceeded_word_limits(files: Mapping[str, Table]) -> Iterator[Finding]:
    """Every kind of text of which the files hold too many words. The keys are the names of the files.

    The values may be of any type. Where something is found, nothing else of the pack is worth looking at.
    """
    article, qa = files.get(ARTICLE, {}), files.get(QA, {})
    entries = [entry for _, entry in items_of_section(qa, "entries")]
    absent = [item for _, item in items_of_section(qa, "not_covered")]
    items = [*entries, *absent]
    synonyms = [as_text(word) for group in as_list(article.get("synonyms")) for word in as_list(group)]
    paragraphs = {number: as_text(text) for number, text in as_table(article.get("paragraphs")).items()}
    answers = [as_text(entry.get("answer")) for entry in entries]
    answers += [as_text(item.get("reply")) for item in absent]
    phrasings = [phrasing for item in items for _, phrasing in phrasings_of(item)]
    if _have_more_words(synonyms, MAX_SYNONYM_WORDS):
        yield _exceeded(ARTICLE, "synonyms", MAX_SYNONYM_WORDS)
    if _have_more_words(phrasings, MAX_PHRASING_WORDS):
        yield _exceeded(QA, "phrasings", MAX_PHRASING_WORDS)
    if _have_more_words([*answers, *paragraphs.values()], MAX_TEXT_WORDS):
        # Either of the two files may be missing.
        yield _exceeded(QA if QA in files else ARTICLE, "answers and paragraphs", MAX_TEXT_WORDS)
    elif _cite_more_words(entries, paragraphs):
        yield _exceeded(QA, "paragraphs that the entries cite", MAX_CITED_WORDS)


def _exceeded(file: str, kind: str, most: int) -> Finding:
    advice = "take some out, or make two packs of it"
    return Finding(file, (), f"the {kind} have more than {most:,} words in all: {advice}")


def _have_more_words(texts: Collection[str], most: int) -> bool:
    # To count them takes long, and is seldom needed.
    if sum(map(most_words_in, texts)) <= most:
        return False
    count = 0
    return any((count := count + len(words)) > most for words in tokenise_each(texts))


def _cite_more_words(entries: Iterable[Table], paragraphs: Mapping[str, str]) -> bool:
    cited = Counter(number for entry in entries for number in _cited_in(entry) if number in paragraphs)
    if sum(most_words_in(paragraphs[number]) * times for number, times in cited.items()) <= MAX_CITED_WORDS:
        return False
    words_of_each = tokenise_each(paragraphs[number] for number in cited)
    words = sum(len(words) * times for words, times in zip(words_of_each, cited.values(), strict=True))
    return words > MAX_CITED_WORDS


def _cited_in(entry: Table) -> set[str]:
    return {as_text(as_table(source).get("paragraph")) for source in as_list(entry.get("source"))}
