"""What runs in a worker: it cleans and extracts what it is sent, until the pipe is closed.

A parser in C can't be interrupted: what takes too long is ended by an alarm that kills the process, and what takes too
much memory gets none.
"""

import gc
import resource
import signal
from enum import StrEnum
from multiprocessing.connection import Connection

from pipeline.clean import clean
from pipeline.errors import ClaimtableError
from pipeline.types import Article, Document, Origin, Page

# read once before any page, so that all that is loaded late is loaded
_SAMPLE = f"""<html lang="en"><head><title>On copper</title></head><body><article><h1>On copper</h1>
<p>Chile mined 5 million tonnes of copper in 2024, a quarter of the world's, its ministry of mines said on Monday.</p>
<p>The country plans export duties on ore from March. {"It then told of its plans for water and for roads. " * 12}</p>
<table><tr><th>Country</th><th>Share</th></tr><tr><td>Chile</td><td>25%</td></tr></table></article></body></html>"""


class Task(StrEnum):
    """What a worker may be asked for."""

    CLEAN = "clean"
    EXTRACT = "extract"


class Crash(Exception):  # noqa: N818 - not an error of ours
    """An exception that was raised in a worker: its kind, message and place."""

    def __init__(self, kind: str, message: str, place: str) -> None:
        super().__init__(kind, message, place)
        self.kind, self.message, self.place = kind, message, place


def crash(error: BaseException) -> Crash:
    """An exception as it can be told to another process."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename.rpartition('/')[2]}:{frame.tb_lineno}" if frame else ""
    return Crash(type(error).__name__, " ".join(str(error).split())[:300], place)


def serve(tasks: Connection, seconds: float, memory: int) -> None:
    """Answer tasks, each with its result, or with the error that it met.

    Args:
        tasks: what comes are pairs of a task and what it is to be done with.
        seconds: after which a task, and the process with it, is ended.
        memory: bytes that the process may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            task, given = tasks.recv()
        except (EOFError, OSError):
            return
        except MemoryError as error:  # the page alone is too much
            tasks.send(crash(error))
            return
        signal.setitimer(signal.ITIMER_REAL, seconds)
        answer: object
        try:
            answer = _done(task, given)
        except ClaimtableError as error:
            answer = error
        except Exception as error:  # noqa: BLE001 - a bug met by one page is told with it
            answer = crash(error)
        signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            tasks.send(answer)
        except OSError:
            return
        if isinstance(answer, Crash) and answer.kind == "MemoryError":
            return  # who knows what was left half done


def _done(task: Task, given: Page | Document) -> object:
    if task is Task.CLEAN:
        assert isinstance(given, Page)  # noqa: S101 - the other end is ours
        return clean(given)
    from pipeline.extract import Extractor  # noqa: PLC0415 - spaCy: not for a page that is no article

    assert isinstance(given, Document)  # noqa: S101 - the same
    return Extractor().extract(given)


def load() -> None:
    """Import and load what every worker needs, once: in the process that all are made from."""
    article = clean(Page(_SAMPLE.encode(), Origin("sample.html", content_type="text/html")))
    assert isinstance(article, Article)  # noqa: S101 - our own
    _done(Task.EXTRACT, article.document)
    gc.freeze()  # what is loaded stays: a worker that never looks at it shares its memory with the others
