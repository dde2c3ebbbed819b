"""The workers of a run: they clean pages ahead of their turn, and extract when it has come.

Results come in the order of the inputs, whatever the number of workers. One that dies is replaced.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Self, TypeVar

from pipeline.errors import ClaimtableError
from pipeline.types import Article, Document, Dropped, Extraction, Page, Status
from pipeline.vocab.digest import rules_digest
from pipeline.workers.child import Crash, Task, serve

TRIES = 3  # to give a job to a worker
GRACE = 5.0  # seconds that a worker is late with its own end before it is ended
Other = TypeVar("Other")


class Died(Exception):  # noqa: N818 - told as a failure of the page
    """The worker came to an end over a task: killed by its parser, by its limits, or by somebody else."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class _Job:
    """A task that is to be done; `answer` is what came of it."""

    def __init__(self, task: Task, given: Page | Document) -> None:
        self.task, self.given = task, given
        self.done, self.tries = False, 0
        self.answer: object = None

    def finish(self, answer: object) -> None:
        self.answer, self.done = answer, True


class _Worker:
    """One process, and the job that it is at."""

    def __init__(self, pool: "Workers") -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.process: BaseProcess = pool.context.Process(
            target=serve, args=(theirs, pool.seconds, pool.memory), daemon=True
        )
        self.process.start()
        theirs.close()
        self.job: _Job | None = None

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Workers:
    """Cleaning and extraction as `run.ingest` wants them, in processes of their own.

    Args:
        jobs: how many work at once.
        seconds: after which a page is given up.
        memory: bytes that a worker may take.
    """

    def __init__(self, jobs: int, seconds: float, memory: int) -> None:
        self.jobs, self.seconds, self.memory = jobs, seconds, memory
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["pipeline.workers.loaded"])
        self._workers: list[_Worker] = []
        self._urgent, self._waiting = deque[_Job](), deque[_Job]()  # what somebody waits for; what is done ahead
        self._ahead: dict[int, _Job] = {}  # id of a page in hand -> its cleaning

    def __enter__(self) -> Self:
        """Let the process that workers are made from begin to load, while the parent reads its first page."""
        from multiprocessing import forkserver  # noqa: PLC0415 - not for --help

        forkserver.ensure_running()
        return self

    def __exit__(self, *_: object) -> None:
        """End them all, whatever they are at."""
        for each in self._workers:
            each.end()
        self._workers.clear()

    # --- what ingest calls -----------------------------------------------------------------------------------------

    @property
    def rules_digest(self) -> str:
        """Digest of all rules and vocabularies that the workers read by."""
        return rules_digest()

    def ahead(self, found: Iterable[Page | Other], wanted: Callable[[Page], bool]) -> Generator[Page | Other]:
        """What is found, in order; while one page is at its turn, those after it are cleaned already if wanted."""
        hand = deque[Page | Other]()
        coming = iter(found)
        try:
            while True:
                while len(hand) <= (self.jobs if self.jobs > 1 else 0):
                    try:
                        hand.append(next(coming))
                    except StopIteration:
                        break
                    newest = hand[-1]
                    if self.jobs > 1 and isinstance(newest, Page) and wanted(newest):
                        self._ahead[id(newest)] = self._queued(Task.CLEAN, newest)
                if not hand:
                    return
                self._hand_out()
                current = hand[0]
                yield current
                self._ahead.pop(id(current), None)
                hand.popleft()
        finally:
            with suppress(AttributeError):
                coming.close()  # type: ignore[attr-defined] # a generator has it

    def clean(self, page: Page) -> Article | Dropped:
        """The article of a page.

        Raises:
            Died: the worker did not outlive it.
            Crash: a bug met by it.
        """
        job = self._ahead.pop(id(page), None) or self._queued(Task.CLEAN, page, urgent=True)
        answer = self._answer(job)
        assert isinstance(answer, Article | Dropped)  # noqa: S101 - what a worker answers to this
        return answer

    def extract(self, document: Document) -> Extraction:
        """What is read in a document.

        Raises:
            Died, Crash: the same.
        """
        answer = self._answer(self._queued(Task.EXTRACT, document, urgent=True))
        assert isinstance(answer, Extraction)  # noqa: S101 - the same
        return answer

    # --- who does what ---------------------------------------------------------------------------------------------

    def _queued(self, task: Task, given: Page | Document, *, urgent: bool = False) -> _Job:
        job = _Job(task, given)
        (self._urgent if urgent else self._waiting).append(job)
        return job

    def _hand_out(self) -> None:
        while self._urgent or self._waiting:
            free = next((each for each in self._workers if each.job is None), None)
            if free is None:
                if len(self._workers) >= self.jobs:
                    return
                free = _Worker(self)
                self._workers.append(free)
            job = (self._urgent or self._waiting).popleft()
            job.tries += 1
            try:
                free.pipe.send((job.task, job.given))
            except OSError:  # it had died at rest, which is not this job's fault
                self._remove(free)
                if job.tries < TRIES:
                    self._urgent.appendleft(job)
                else:
                    job.finish(Died(Status.CRASHED, "no process to read it can be started"))
            else:
                free.job = job

    def _answer(self, job: _Job) -> object:
        while not job.done:
            self._hand_out()
            busy = {each.pipe: each for each in self._workers if each.job is not None}
            ready = wait(list(busy), timeout=self.seconds + GRACE)
            for pipe in ready:
                assert isinstance(pipe, Connection)  # noqa: S101 - as given
                self._receive(busy[pipe])
            if not ready:
                for each in busy.values():
                    each.process.kill()
        if isinstance(job.answer, Died | Crash | ClaimtableError):
            raise job.answer
        return job.answer

    def _receive(self, worker: _Worker) -> None:
        assert worker.job is not None  # noqa: S101 - only those at work are waited for
        try:
            worker.job.finish(worker.pipe.recv())
            worker.job = None
        except (EOFError, OSError):
            self._lost(worker)

    def _lost(self, worker: _Worker) -> None:
        """Its job is told why; the next job gets a new worker."""
        code = self._remove(worker)
        if worker.job is not None:
            worker.job.finish(self._why(code))

    def _remove(self, worker: _Worker) -> int:
        worker.process.join(GRACE)
        code = worker.process.exitcode
        worker.end()
        self._workers.remove(worker)
        return -signal.SIGALRM if code is None else code

    def _why(self, code: int) -> Died:
        if code == -signal.SIGALRM:
            return Died(Status.TIMEOUT, f"takes longer than {self.seconds:g} seconds to read: given up")
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Died(Status.CRASHED, f"ended the process that read it ({name})")


def usual() -> int:
    """How many workers make sense on this machine."""
    return max(1, min(2, len(os.sched_getaffinity(0))))
