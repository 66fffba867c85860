"""One call of a method on another host, from when it is asked until it is answered."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.rig.messages import AnswerParts, WrongMessageError, progress_in
from rpc_camera.rig.unreachable import odd_answer, unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract.contract import Contract
    from rpc_camera.errors import JsonValue, ServiceError
    from rpc_camera.rig.bus import BusMessage
    from rpc_camera.work import Work

_PROGRESS: Final = "progress"
_log = logging.getLogger(__name__)


class PendingCall:
    """One call that is under way."""

    def __init__(  # noqa: PLR0917 - what makes it up
        self,
        request_id: str,
        host: str,
        method: str,
        params: dict[str, JsonValue],
        work: Work,
        contract: Contract,
        made_for: str = "",
    ) -> None:
        self.id = request_id
        self.host = host
        self.method = method
        self.params = params
        self.work = work
        self.made_for = made_for
        self._contract = contract
        self.answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._parts = AnswerParts()
        self._since = 0.0

    def sent_s_ago(self) -> float:
        """Return for how long it has been asked: 0 the first time."""
        now = time.monotonic()
        self._since = self._since or now
        return now - self._since

    def take(self, message: BusMessage) -> None:
        """Take what came for it."""
        try:
            if message.nobody_there:
                self.fail(unreachable(self.host, f"No service answers on the host {self.host}.", untouched=True))
            elif (progress := progress_in(message.data)) is not None:
                self._take_progress(progress)
            elif (answer := self._parts.take(message.data)) is not None and not self.answer.done():
                self.answer.set_result(answer)
        except WrongMessageError as error:
            _log.debug("the host %s sent what is no answer: %s", self.host, error)
            self.fail(odd_answer(self.host, self.method))

    def _take_progress(self, progress: Mapping[str, Any]) -> None:
        """Report it, if it is one that clients can be told."""
        if self._contract.is_event(_PROGRESS, progress):
            self.work.camera = progress.get("camera", self.work.camera)
            self.work.progress(progress["stage"], progress["done"], progress["total"], progress["unit"])

    def fail(self, error: ServiceError) -> None:
        """End it with an error."""
        if not self.answer.done():
            self.answer.set_exception(error)
