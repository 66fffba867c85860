"""Calls of methods on other hosts: asked over the bus, answered, given up when the host does not answer."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.bus import BusDownError
from rpc_camera.rig.messages import (
    AnswerParts,
    Request,
    WrongMessageError,
    answer_subject,
    call_subject,
    pack,
    progress_in,
    service_error,
)
from rpc_camera.rig.presence import BEAT_S, HostChange
from rpc_camera.work import Stop, Work, current_work, slowest, working_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract.contract import Contract
    from rpc_camera.errors import JsonValue
    from rpc_camera.rig.bus import Bus, BusMessage
    from rpc_camera.rig.presence import KnownHost, Presence

CANCEL: Final = "rig.cancel"
_REPEAT_S: Final = 10.0
_ASK_AGAIN_S: Final = BEAT_S + 0.1  # the host is back as well then, and has sent a beat
_log = logging.getLogger(__name__)


class _Asked:
    """One call that is under way."""

    def __init__(self, request_id: str, host: str, method: str, params: dict[str, JsonValue], work: Work) -> None:
        self.id = request_id
        self.host = host
        self.method = method
        self.params = params
        self.work = work
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
                self.work.camera = progress.get("camera", self.work.camera)
                self.work.progress(progress["stage"], progress["done"], progress["total"], progress["unit"])
            elif (answer := self._parts.take(message.data)) is not None and not self.answer.done():
                self.answer.set_result(answer)
        except (WrongMessageError, KeyError, TypeError) as error:
            _log.debug("the host %s sent what is no answer: %s", self.host, error)
            self.fail(odd_answer(self.host, self.method))

    def fail(self, error: ServiceError) -> None:
        """End it with an error."""
        if not self.answer.done():
            self.answer.set_exception(error)


class Calls:
    """The calls of this host, `own`, in its run `instance`, to others."""

    def __init__(self, bus: Bus, own: str, instance: str, presence: Presence, contract: Contract) -> None:
        self._bus = bus
        self._contract = contract
        self._own = own
        self._instance = instance
        self._presence = presence
        self._asked: dict[str, _Asked] = {}
        self._asking_again: asyncio.Task[None] | None = None
        self._repeating: asyncio.Task[None] | None = None
        self._cancelling: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen for answers, until `close`."""
        self._bus.add_listener(self._bus_changed)
        self._repeating = asyncio.create_task(self._repeat())
        await self._bus.subscribe(answer_subject(self._own, self._instance, "*"), self._heard)

    def close(self) -> None:
        """Ask for nothing any more."""
        for task in (self._repeating, self._asking_again, *self._cancelling):
            if task:
                task.cancel()

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is waited for."""
        return bool(self._asked)

    async def cancel(self, work: Work) -> Stop | None:
        """Have what is asked for `work` cancelled at its host, and return when it stops; None: nothing is asked."""
        asked = [each for each in self._asked.values() if each.work is work]
        if not asked:
            return None
        stops = await asyncio.gather(*(self._cancelled(each.host, each.id) for each in asked))
        return slowest(stops)

    async def _cancelled(self, host: str, request_id: str) -> Stop:
        try:
            return Stop(str(await self.call(host, CANCEL, {"id": request_id})))
        except (ServiceError, ValueError):  # that of a later version; or the host is silent, and the call ends by that
            return Stop.CANNOT

    async def call(self, host: str, method: str, params: Mapping[str, JsonValue]) -> JsonValue:
        """Return the result of a method on another host.

        ServiceError: that of the method; or HOST_UNREACHABLE, within two seconds of the last sign of life. What the
        host has begun by then it finishes, and its events tell of it; what it has not, it does not begin any more.
        """
        request_id = secrets.token_hex(8)
        asked = _Asked(request_id, host, method, dict(params), current_work())
        self._reachable(host)
        self._asked[request_id] = asked
        try:
            with asked.work.stopping(Stop.AT_NEXT_CHUNK, lambda: self._cancel_soon(host, request_id)):
                await self._send(asked)
                answer = await asked.answer
        except asyncio.CancelledError:
            self._cancel_soon(host, request_id)
            raise
        finally:
            del self._asked[request_id]
        try:
            return self._result(method, answer)
        except (WrongMessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise odd_answer(host, method) from None

    def changed(self, host: KnownHost, change: HostChange) -> None:
        """Give up what a host was asked that does not answer any more, or was started anew."""
        for asked in [asked for asked in self._asked.values() if asked.host == host.name]:
            match change:
                case HostChange.SILENT | HostChange.LEFT:
                    asked.fail(unreachable(host.name, f"The host {host.name} does not answer any more."))
                case HostChange.RESTARTED:  # what the run before has begun, or done, this one knows
                    self._ask_again_soon()
                case _:
                    pass

    def _result(self, method: str, text: bytes) -> JsonValue:
        """Return the result that is in an answer, as the method has it. ServiceError: the error that is in it."""
        answer = json.loads(text)
        if "error" in answer:
            raise service_error(answer["error"])
        result: JsonValue = answer["result"]
        if (schema := self._contract.methods.get(method)) and not schema.is_result(result):
            raise WrongMessageError(f"no result of {method}")
        return result

    async def _send(self, asked: _Asked) -> None:
        """Send the request. If it is lost with the link to the bus, it is sent again when that is there again."""
        try:
            host = self._reachable(asked.host)
            if (deadline := host.clock.deadline_for(self._presence.given_up_at(host))) is None:
                raise unreachable(asked.host, f"The clock of the host {asked.host} is not known yet.", untouched=True)
            asked_s_ago = asked.sent_s_ago()
            request = Request(
                asked.id, self._own, deadline.instance, deadline.at_s, asked_s_ago, asked.method, asked.params
            )
            reply_to = answer_subject(self._own, self._instance, asked.id)
            await self._bus.publish(call_subject(asked.host, self._own), pack(request), reply_to)
        except BusDownError:
            pass
        except ServiceError as error:
            asked.fail(error)
        except ValueError:
            asked.fail(ServiceError(ErrorName.TOO_LARGE, f"The request is too large to be sent to {asked.host}."))

    def _bus_changed(self, is_up: bool) -> None:
        if is_up:
            self._ask_again_soon()

    def _ask_again_soon(self) -> None:
        if self._asking_again is None or self._asking_again.done():
            self._asking_again = asyncio.get_running_loop().create_task(self._ask_again())

    async def _repeat(self) -> None:
        """Ask again for what takes long: a bus that drops an answer, since it has too many, says nothing of it."""
        while True:
            await asyncio.sleep(_REPEAT_S)
            for asked in tuple(self._asked.values()):
                if asked.sent_s_ago() > _REPEAT_S:
                    await self._send(asked)

    async def _ask_again(self) -> None:
        """Ask what was asked before the link was lost: it may be lost, or its answer; it is answered once."""
        await asyncio.sleep(_ASK_AGAIN_S)
        for asked in tuple(self._asked.values()):
            await self._send(asked)

    def _reachable(self, name: str) -> KnownHost:
        host = self._presence.hosts.get(name)
        if host is None or not host.is_reachable:
            raise unreachable(name, f"The host {name} does not answer.", untouched=True)
        return host

    def _heard(self, message: BusMessage) -> None:
        if asked := self._asked.get(message.subject.rpartition(".")[2]):
            asked.take(message)

    def _cancel_soon(self, host: str, request_id: str) -> None:
        task = asyncio.get_running_loop().create_task(self._cancel(host, request_id))
        self._cancelling.add(task)
        task.add_done_callback(self._cancelling.discard)

    async def _cancel(self, host: str, request_id: str) -> None:
        with working_on(Work()):  # the other one is being cancelled
            await self._cancelled(host, request_id)


def unreachable(host: str, message: str, *, untouched: bool = False) -> ServiceError:
    """Return the error for a host that does not answer."""
    return ServiceError(ErrorName.HOST_UNREACHABLE, message, details={"host": host}, untouched=untouched)


def odd_answer(host: str, method: str) -> ServiceError:
    """Return the error for a host that has answered with what is no answer to `method`."""
    return unreachable(host, f"The host {host} answers to {method} in a way that this one does not know.")
