"""The last answers of a host, for those who ask again because theirs was lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rpc_camera.rig.guarded_request import RequestKey

_ANSWERS_AT_MOST: Final = 2000
_BYTES_AT_MOST: Final = 8 << 20
_LARGEST_BYTES: Final = 256 << 10


class AnswerMemory:
    """Answers in this process's own memory; the oldest go first."""

    def __init__(
        self,
        answers_at_most: int = _ANSWERS_AT_MOST,
        bytes_at_most: int = _BYTES_AT_MOST,
        largest_bytes: int = _LARGEST_BYTES,
    ) -> None:
        """`largest_bytes`: a larger answer is not kept."""
        self._answers: dict[RequestKey, bytes] = {}
        self._bytes = 0
        self._answers_at_most, self._bytes_at_most, self._largest_bytes = answers_at_most, bytes_at_most, largest_bytes

    def find(self, key: RequestKey) -> bytes | None:
        """Return the answer; None: there was none, or it is not kept."""
        return self._answers.get(key)

    def keep(self, key: RequestKey, answer: bytes) -> None:
        """Keep an answer, in place of one that the same request had before."""
        self._bytes -= len(self._answers.pop(key, b""))
        if len(answer) > self._largest_bytes:
            return
        self._answers[key] = answer
        self._bytes += len(answer)
        while len(self._answers) > self._answers_at_most or self._bytes > self._bytes_at_most:
            self._bytes -= len(self._answers.pop(next(iter(self._answers))))
