"""The forms in which people ask what happened when, as patterns over questions in normal form."""

import re
from enum import StrEnum


class Edge(StrEnum):
    """An end of the timeline, or of a part of it."""

    FIRST = "first"
    LAST = "last"


_HAPPENED = (
    r"(?:happen(?:ed|s|ing|ings)?|occur(?:r?ed|s|ring)?|(?:took|take|takes|taking) place"
    r"|(?:went|goes|going|go|gone) (?:on|down)|came|comes|come|events?|developments?|incidents?|milestones?"
    r"|time ?lines?|tl|chronology|history|news|changed|up(?= (?:in|during|with|around)))"
)
_STORY = (
    r"(?:story|things?|stuff|saga|mess|drama|affair|situation|time ?line|case|scandal|controversy|chronology"
    r"|history|chain of events|events?)"
)
_ALL = rf"(?:(?:all|everything|it|this|that|these|the|whole|entire|{_STORY}) )+"
_WHEN = r"(?:when|where|how|what (?:year|month|day|date)|at what (?:point|time))"
# The number of events, before or after "first" and "last".
_COUNT = r"(?:(?P<count>[2-9]|two|three) )?"
_MOST = r"(?:(?P<most>[2-9]|two|three) |few )?"
_KEY = r"(?:(?:key|main|major|important|big|recorded|known|dated|ever) )*"
# Words that ask for a timeline by themselves, whatever idle words are around them.
OVERVIEW = re.compile(
    r"\b(?:time ?lines?|tl|chronolog(?:y|ical|ically)|history|milestones|happenings|dates|events"
    r"|what order|(?:sequence|order) of (?:the )?(?:stuff|things)"
    r"|(?:happens|happened|came|comes|happen) when|when did what (?:happen|come)"
    r"|(?:happened|happens|happen|gone on|went on) (?:so far|to date|(?:until|till|til|up to) now"
    r"|over (?:time|the years?))"
    r"|happened (?:in order|step by step|year by year)|(?:step by step|year by year|blow by blow)"
    r"|everything (?:that|which) (?:has )?happened|unfold(?:ed)?|catch me up|up to speed|fill me in)\b"
)
EDGES = {
    Edge.FIRST: re.compile(
        rf"\b(?:{_WHEN} (?:did|does|has|had|do) {_ALL}(?:first )?(?:actually )?"
        r"(?:start(?:ed)?|begin|began|begun|kick(?:ed)? off|originate[d]?|come about|get started)(?: off)?"
        r"|(?:when|how) (?:it )?all (?:start(?:ed)?|beg[aiu]n)"
        rf"|{_COUNT}(?:very )?(?:first|earliest|oldest) {_MOST}{_KEY}"
        rf"(?:{_STORY}|moment|date|entry|step|point)s?"
        r"(?: (?:to|that|which) (?:ever )?happen(?:ed)?)?"
        r"|(?:happen(?:ed|s)?|came|comes|was|is) (?:very )?(?:first|earliest)|first to happen"
        rf"|(?:beginning|start|origins?) of (?:it all|{_ALL}|everything)|(?:to|at|in) the (?:very )?beginning"
        r"|what (?:kicked|set) (?:all )?(?:this|it|everything)(?: all)? off"
        rf"|what started (?:all this|it all|this all|everything)|how far back (?:does|do) {_ALL}go"
        rf"|{_STORY} (?:start|begin)s?)(?!\w)"
    ),
    Edge.LAST: re.compile(
        rf"\b(?:{_COUNT}(?:very )?(?:last|latest|newest|final|most recent) {_MOST}{_KEY}"
        rf"(?:{_STORY}|moment|date|entry|step|point|developments?|news|updates?)"
        r"(?: (?:to|that|which) (?:ever )?happen(?:ed)?)?"
        r"|(?:happen(?:ed|s)?|came|comes) (?:the )?(?:last|latest|most recently|recently|lately)"
        r"(?! (?:year|month|week|night|time|decade|spring|summer|autumn|fall|winter))"
        r"|last to happen"
        rf"|how (?:did|does) {_ALL}(?:end|finish)(?: up)?|(?:is|are) the (?:latest|newest)"
        rf"|end of (?:it all|{_ALL}|everything)|{_STORY} (?:end|finish)(?:es|s)?)(?!\w)"
    ),
}
_NEXT = r"(?:(?:right|directly|immediately|soon|shortly|just|next|straight|long|only|ever) )*"
_SINCE = rf"{_NEXT}(?:after|following|since|subsequent to)"
_UNTIL = rf"{_NEXT}(?:before|prior to|preceding|ahead of)"
_FOLLOWED = r"(?:followed|follows|(?:came|comes) next to)"
_PRECEDED = r"(?:preceded|precedes|(?:led|lead|leads|leading) (?:up )?to)"
AROUND = (
    re.compile(rf"^(?P<left>.*?)\b(?P<by>{_SINCE}) (?P<after>.+?) (?:and|but) {_UNTIL} (?P<before>.+)$"),
    re.compile(r"^(?P<left>.*?)\bbetween (?P<after>.+?) and (?P<before>.+)$"),
    re.compile(rf"^(?P<left>.*?)\b(?P<by>{_SINCE}|{_FOLLOWED}) (?P<after>.+)$"),
    re.compile(rf"^(?P<left>.*?)\b(?P<by>{_UNTIL}|{_PRECEDED}) (?P<before>.+)$"),
)
# Relations that mean by themselves that something happened.
SELF_SAID = re.compile(rf"{_FOLLOWED}|{_PRECEDED}")
# "after the ban what happened": the words that ask may be at the end.
TAIL = re.compile(
    r"(?:^| )(?:and |then |so )*(?:(?:what|which|did|was|were) "
    r"(?:(?:else|all|then|next|had|has|have|the|is|was|were|did|there|anything|other|next|thing) )*"
    rf"(?:{_HAPPENED}|next|then|there|was|is)(?: (?:next|then|there|were|was|happened))*"
    r"|then what|what then|anything(?: (?:else|happened|happen))*)$"
)
CUE = re.compile(rf"\b{_HAPPENED}\b|\b(?:next|anything|what about|how about|(?:was|were) there)\b")
# With a relation in the name of an event it is another question: "before and after the ban".
RELATION = re.compile(r"\b(?:after|before|since|until|between)\b")
# With a range of dates and nothing else these words ask whether, and not what: "was it in 2021?"
WHETHER = frozenset("was is were are did does do has have had it".split())
FOLLOW_UP = re.compile(r"(?:and|so|then|ok|what about|how about)(?: (?:and|so|then))*")
IDLE = frozenset(
    "what which when how where all any anything something everything things thing stuff else more"
    " other happened happens happen happening happenings occurred occured occur occurs took take place"
    " went goes going go gone on down came comes come event events development developments incident"
    " incidents milestone milestones timeline timelines tl time line lines chronology chronological"
    " chronologically history news changed up in out of for about with w n by at from as and or then next"
    " so but ever actually exactly really back around over during give gimme list show get see want need"
    " wanna like tell please pls explain describe summarize summarise summary overview short brief quick"
    " quickly complete full whole entire main key important major big story article saga case affair drama"
    " mess situation matter kind sort sorted arranged ordered thanks thank thx hi hello hey yo dude bro"
    " man mate anyone bot footnote between period year years month date dates order sequence recap rundown"
    " run through walk vs versus first last latest two few were was are is be been did does do has have"
    " had the a an to that this it there here me us i you we can could will would should only just"
    " let know if dear sir lol far step now today until till possible advance grateful appreciate may"
    " might ask asking wondering wonder curious sth smth etc again also too these those some them ok okay"
    " new am they mentioned make understand later earlier missed end ends start starts".split()
)
# Words that people mistype and the index does not correct: it knows only the words of the pack.
MISTYPED = (
    "happened happening happens occurred occurring timeline timelines chronology chronological history events"
    " event milestones developments after before between following since until during first latest last"
    " earliest recent story started begin began everything anything every what when"
).split()
