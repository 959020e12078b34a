"""The one place that joins the parts."""

from bot.client.bot import FootnoteClient
from bot.settings import Settings
from bot.store.database import embedded_database
from bot.store.library import Library
from bot.store.question_log import QuestionLog


def create_client(settings: Settings) -> FootnoteClient:
    """Load the pack and build the whole client.

    Opens no socket, writes no file and starts no task: `setup_hook` and the log do, `close()` ends
    them. Raises PackError or PackMissingError where there is nothing to serve.
    """
    return FootnoteClient(
        settings, Library.load(settings.knowledge), QuestionLog(embedded_database(settings.data))
    )
