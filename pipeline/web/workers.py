"""Several processes that answer on one socket: Python works out one page at a time, a machine has several cores.

Each is a Datasette of its own. What they share is the database, the secret that signs logins and the count of wrong
passwords; what each keeps in memory hangs on the state of the database, which all of them see.
"""

import multiprocessing
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from datasette.app import Datasette

PAUSE = 1.0  # seconds between the end of a process and the next in its place
PATIENCE = 2.0  # seconds that the first of them may take to begin, before we look whether it lives
GIVE_UP = 5  # processes that ended within so many pauses of their start


@dataclass(frozen=True, slots=True)
class Desk:
    """What is served, in words that another process understands.

    Attributes:
        path: the database.
        hosts: names besides localhost that a browser may call it by.
        asks_login: whether only users see it.
        source: of a copy for everybody, the database it was made of.
        secret: signs logins; "" takes that of the users, or one of its own.
        wrong: file that wrong passwords are counted in; "" counts in memory.
    """

    path: Path
    hosts: tuple[str, ...] = ()
    asks_login: bool = False
    source: Path | None = None
    secret: str = ""
    wrong: str = ""

    def datasette(self) -> "Datasette":
        """A Datasette that serves it."""
        from pipeline.web import serve  # noqa: PLC0415 - heavy, and the parent needs it not

        if self.source is not None:
            return serve.build_public(self.path, self.source, self.hosts)
        return serve.build(self.path, self.hosts, asks_login=self.asks_login, secret=self.secret, wrong=self.wrong)


def run(desk: Desk, sock: socket.socket, workers: int, begun: Callable[[], None]) -> None:
    """Answer on the socket until Ctrl-C or SIGTERM; `begun` is called when that begins.

    Raises:
        ConfigError: the processes end as soon as they have begun.
    """
    if workers == 1:
        _answer(desk, sock, begun)
        return
    signal.signal(signal.SIGTERM, _interrupted)
    with TemporaryDirectory(prefix="claimtable-") as folder:
        shared = replace(desk, secret=desk.secret or secrets.token_hex(32), wrong=str(Path(folder) / "wrong.db"))
        _keep(shared, sock, workers, begun)


def _keep(desk: Desk, sock: socket.socket, workers: int, begun: Callable[[], None] | None) -> None:
    """Keep so many processes running."""
    context = multiprocessing.get_context("spawn")  # a fork would share connections to the database
    told, ready = context.Pipe(duplex=False)
    running: dict[BaseProcess, float] = {}
    short = 0
    try:
        while True:
            while len(running) < workers:
                process = context.Process(target=_worker, args=(desk, sock, ready), daemon=True)
                process.start()
                running[process] = time.monotonic()
            if begun and told.poll(PATIENCE):
                begun()
                begun = None
            wait([each.sentinel for each in running], None if begun is None else 0)
            for each in [each for each in running if not each.is_alive()]:
                short = short + 1 if time.monotonic() - running.pop(each) < GIVE_UP * PAUSE else 0
            if short >= GIVE_UP:
                raise ConfigError("the processes that serve end as soon as they begin: try --workers 1 to see why")
            time.sleep(PAUSE)
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.join(10)


def _worker(desk: Desk, sock: socket.socket, ready: Connection) -> None:
    """Answer until the parent says so, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends us
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_with, args=(parent,), daemon=True).start()
    _answer(desk, sock, lambda: ready.send("begun"))


def _with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _answer(desk: Desk, sock: socket.socket, begun: Callable[[], None]) -> None:
    import uvicorn  # noqa: PLC0415 - heavy

    app = desk.datasette().app()
    begun()
    uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on", server_header=False)).run(sockets=[sock])


def _interrupted(_number: int, _frame: FrameType | None) -> Any:  # noqa: ANN401 - never gives anything
    raise KeyboardInterrupt
