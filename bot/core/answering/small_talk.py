"""Small talk: messages that are no question about the article, recognised by their whole text."""

from bot.core.answering.outcomes import Chat

_PHRASES = {
    Chat.GREETING: (
        "hi", "hello", "hey", "hiya", "yo", "howdy", "sup", "hallo", "hola", "bonjour", "ciao",
        "gm", "greetings", "good morning", "good evening", "good afternoon", "good day",
        "how are you", "how is it going", "what is up", "how are you doing", "how do you do",
        "are you there", "anyone here", "you there",
    ),
    Chat.THANKS: (
        "thanks", "thank you", "thx", "ty", "tysm", "cheers", "thank you very much", "thanks a lot",
        "nice", "cool", "great", "ok", "okay", "good bot", "nice one", "well done", "good job",
        "got it", "perfect", "awesome", "thank you so much", "many thanks", "much appreciated",
    ),
    Chat.REMARK: (
        "bad bot", "no", "yes", "yeah", "yep", "nope", "sure", "nah", "lol", "lmao", "haha",
        "hahaha", "xd", "rofl", "wow", "hm", "hmm", "mm", "meh", "uhm", "i see",
    ),
    Chat.IDENTITY: (
        "who are you", "what are you", "what is your name", "are you a bot", "are you human",
        "are you real", "are you an ai", "are you a robot", "is this a bot", "who made you",
        "who built you", "who created you", "introduce yourself", "tell me about yourself",
        "are you chatgpt", "what is footnote", "who is footnote", "are you a real person",
        "who programmed you", "your name",
    ),
    Chat.HELP: (
        "help", "help me", "what can you do", "what do you do", "how do you work", "what can i ask",
        "what can i ask you", "how does this work", "how do i use this", "commands", "how do i ask",
        "what do you know", "how does this bot work", "what is this", "start", "menu", "options",
        "usage",
    ),
    Chat.FAREWELL: (
        "bye", "goodbye", "good bye", "good night", "gn", "see you", "see you later", "cya",
        "later", "bye bye", "quit", "exit",
    ),
}  # fmt: skip
_CHAT_BY_PHRASE = {phrase: chat for chat, phrases in _PHRASES.items() for phrase in phrases}
# Words that people put around such a phrase: "hi there footnote".
_FILLERS = frozenset(
    "there bot footnote all everyone everybody mate man friend please so oh ah and guys well".split()
)


def recognise_small_talk(normalised: str) -> Chat | None:
    """What kind of small talk a normalised message is; None where it is none."""
    if not normalised:
        return Chat.EMPTY
    chat = _CHAT_BY_PHRASE.get(normalised)
    if chat is not None:
        return chat
    core = [word for word in normalised.split() if word not in _FILLERS]
    # Of fillers alone, such as "oh footnote", it is a greeting.
    return _CHAT_BY_PHRASE.get(" ".join(core)) if core else Chat.GREETING
