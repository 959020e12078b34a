"""One small Q&A file in many hands: entries alpha, beta (topic one), gamma (two); not covered: delta, eps."""

SHIPPED = """\
# The curated questions.
entries:

  # One
  - id: alpha
    topic: one
    question: What is alpha?
    phrasings:
      - alpha please
      - "#alpha"
      - tell me of alpha
    answer: >-
      Alpha is the first of all letters, and it has been so since people have written letters at all, or
      so they say.
    source:
      - {voice: wsj, paragraph: 3, status: stated}
      - {voice: article, paragraph: 4, status: denied}
    related: [beta, gamma]
    popular: true
  - id: beta
    topic: one
    question: What is beta?
    phrasings:
      - beta please
    answer: The second.
    source: {voice: wsj, paragraph: 3, status: stated}

  # Two
  - id: gamma
    topic: two
    question: What is gamma?
    phrasings:
      - gamma please
    answer: The third.
    source: {voice: wsj, paragraph: 3, status: stated}

# What the article does not say.
not_covered:
  - id: delta
    question: What is delta?
    phrasings:
      - delta please
    reply: Not said.
    see: [alpha]
  - id: eps
    question: What is eps?
    phrasings: []
    reply: Not said either.

# The end.
"""

NO_INDENT = """\
entries:
- id: alpha
  topic: "one"
  question: "What is alpha?"   # the first
  phrasings:
  # polite ones
  - "alpha please"   # very

  # rude ones
  - "alpha!"
  - "tell me of alpha"
  answer: "The first."
  source:
    voice: wsj
    paragraph: 3
    status: stated
  related:
  - beta
  - gamma

- id: beta
  topic: "one"
  question: "What is beta?"
  phrasings:
  - "beta please"
  answer: "The second."
  source:
    voice: wsj
    paragraph: 3
    status: stated

# about gamma
- id: gamma
  topic: "two"
  question: "What is gamma?"
  phrasings:
  - "gamma please"
  answer: "The third."
  source:
    voice: wsj
    paragraph: 3
    status: stated

not_covered:
- id: delta
  question: "What is delta?"
  phrasings:
  - "delta please"
  reply: "Not said."

- id: eps
  question: "What is eps?"
  phrasings:
  - "eps please"
  reply: "Not said either."
"""

WIDE = """\
---
entries:
    -   id: alpha
        topic: one
        question: 'What is alpha?'
        phrasings:
            -   alpha please
            -   'it''s alpha'
            -   tell me of alpha
        answer: |
            The first.
            Of all.
        source:
            -   voice: wsj
                paragraph: 3
                status: stated
        # not sure of these
        related:
            -   beta
            -   gamma
        # nothing more
    -   id: beta
        topic: one
        question: 'What is beta?'
        phrasings:
            -   beta please
        answer: |
            The second.
        source:
            -   voice: wsj
                paragraph: 3
                status: stated
    # about gamma
    -   id: gamma
        topic: two
        question: 'What is gamma?'
        phrasings:
            -   gamma please
        answer: |
            The third.
        source:
            -   voice: wsj
                paragraph: 3
                status: stated

not_covered:
    -   id: delta
        question: 'What is delta?'
        phrasings:
            -   delta please
        reply: |
            Not said.
    -   id: eps
        question: 'What is eps?'
        reply: |
            Not said either.
...
"""

FLOW_ITEMS = """\
entries:
  # a table of letters
  - {id: alpha, topic: one, question: What is alpha?, phrasings: [please, tell me, "a, b"], answer: A.}  # one
  - {id: beta, topic: one, question: What is beta?, answer: B., source: {voice: wsj, paragraph: 3}}

  - {id: gamma, topic: two, question: What is gamma?, phrasings: [gamma], answer: C., source: [{voice: wsj}]}
not_covered:
  - { id: delta, question: What is delta?, phrasings: [ delta please ], reply: Not said. }
  - { id: eps, question: What is eps?, reply: Not said. }
"""

FLOW_FILE = """\
{
  entries: [
    {id: alpha, topic: one, question: What is alpha?,
     phrasings: [
       alpha please,  # polite
       # rude
       alpha now,
       tell me of alpha
     ], answer: First., source: {voice: wsj, paragraph: 3, status: stated}},
    {id: beta, topic: one, question: What is beta?, phrasings: [beta please], answer: Second.},  # short
    {id: gamma, topic: two, question: What is gamma?, phrasings: [gamma please], answer: Third.}
  ],
  not_covered: [
    {id: delta, question: What is delta?, phrasings: [delta please], reply: Not said.},
    {id: eps, question: What is eps?, reply: Not said.},
  ]
}
"""

JSON = (
    '{"entries": [{"id": "alpha", "topic": "one", "question": "What is alpha?", "phrasings": ["a", "b"],'
    ' "answer": "First."}, {"id": "beta", "topic": "one", "question": "What is beta?", "phrasings": [],'
    ' "answer": "Second."}, {"id": "gamma", "topic": "two", "question": "What is gamma?", "answer": "C."}],'
    ' "not_covered": [{"id": "delta", "question": "What is delta?", "reply": "No."},'
    ' {"id": "eps", "question": "What is eps?", "reply": "No."}]}'
)

WINDOWS = "\ufeff" + (SHIPPED.removesuffix("\n\n# The end.\n") + "\n# The\tend.\t").replace("\n", "\r\n")

ODD = """\
# 🦊 keys in quotes, in any order\t(tabs\there)

not_covered:   # what is missing
  -
    # a first line
    "id": delta
    "reply": not
      said
      at all   # and no more
    "question": What is δ?
  - "reply": Not said.
    "question": What is eps?
    "phrasings": [eps 🦊,
      "eps, again",   # twice
      eps] # three
    "id": eps
    # "note": later

"entries":
  # heads what follows

  - "question": What is alpha?
    "id": alpha
    "topic": one
    "answer": >
      The first.

      Of all.

    "phrasings":
    - >-
      alpha
      please
    # between
    - 这篇文章 🦊
    - tell me of alpha
    "note":
  - "question": What is beta?
    "id": beta
    "topic": one
    "answer": Second.
    "phrasings":
    - beta
  - "id": gamma
    "topic": two
    "answer": |+
      Third.

    "question": What is gamma?
"""

OPEN_END = """\
entries:
- id: alpha
  topic: one
  question: What is alpha?
  phrasings: [alpha please, alpha now]
  answer: First.
- id: beta
  topic: one
  question: What is beta?
  phrasings: [beta please]
  answer: Second.
- id: gamma
  topic: two
  question: What is gamma?
  answer: Third.
not_covered:
- id: delta
  question: What is delta?
  reply: No.
- id: eps
  question: What is eps?
  reply: |
    Not
    said."""

STYLES = {
    "shipped": SHIPPED,
    "no indent": NO_INDENT,
    "wide": WIDE,
    "flow items": FLOW_ITEMS,
    "flow file": FLOW_FILE,
    "json": JSON,
    "windows": WINDOWS,
    "odd": ODD,
    "open end": OPEN_END,
}
