"""Tells others of what happened, in the background."""

from __future__ import annotations

import queue
import threading
from typing import Callable

Handler = Callable[[str], None]


class Notifier:
    """Hands messages to a handler on a thread of its own; a handler's error does not stop it."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._messages: queue.Queue[str | None] = queue.Queue()
        self.errors: list[Exception] = []
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def send(self, message: str) -> None:
        self._messages.put(message)

    def close(self) -> None:
        self._messages.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (message := self._messages.get()) is not None:
            try:
                self._handler(message)
            except Exception as error:
                self.errors.append(error)
