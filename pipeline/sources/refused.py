"""Why an input is not read, on its way from deep in a source to the `Failure` that it becomes."""

from pipeline.errors import FetchError
from pipeline.types import Status


class RefusedError(FetchError):
    """An input that is not read; `status` says how it is counted, the message what to do."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.status = status
