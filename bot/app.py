"""The one place that joins the parts."""

from bot.client.bot import FootnoteClient
from bot.settings import Settings
from bot.store.database.connection import Database, embedded_database
from bot.store.drafts import Drafts
from bot.store.editor import Editor
from bot.store.folder_thread import FolderThread
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog
from bot.store.revisions.archive import Archive


def create_client(settings: Settings) -> FootnoteClient:
    """Load the pack and build the whole client.

    Opens no socket, writes no file and starts no task: `setup_hook` and the log do, `close()` ends
    them. A pack that does not load is no error yet: the history may hold a good one, which `setup_hook`
    then serves; without one it raises PackError or PackMissingError.
    """
    database = Database(embedded_database(settings.data), settings.patience_seconds)
    thread = FolderThread(settings.folder_seconds)
    library = Library.load(settings.knowledge, thread)
    archive = Archive(settings.knowledge, database, patience=settings.patience_seconds, thread=thread)
    return FootnoteClient(
        settings,
        library,
        QuestionLog(database),
        Editor(
            settings.knowledge,
            library,
            archive,
            still_seconds=settings.still_seconds,
            retry_seconds=settings.retry_seconds,
        ),
        Drafts(database),
        database,
    )
