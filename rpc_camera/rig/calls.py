"""Calls of methods on other hosts: asked over the bus, answered, given up when the host does not answer."""

from __future__ import annotations

import asyncio
import secrets
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.asked import asked_by, not_permitted
from rpc_camera.rig.bus import BusDownError
from rpc_camera.rig.messages import (
    Request,
    WrongMessageError,
    answer_subject,
    call_subject,
    pack,
    service_error,
)
from rpc_camera.rig.pending_call import PendingCall
from rpc_camera.rig.presence import BEAT_S, SILENT_S, HostChange
from rpc_camera.rig.received import TooManyValuesError, received
from rpc_camera.rig.unreachable import odd_answer, unreachable, without_bus
from rpc_camera.work import Stop, Work, current_work, slowest, working_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract.contract import Contract
    from rpc_camera.errors import JsonValue
    from rpc_camera.rig.bus import Bus, BusMessage
    from rpc_camera.rig.presence import KnownHost, Presence

CANCEL: Final = "rig.cancel"
WANTED: Final = "rig.wanted"
ANSWER_S: Final = 5.0
"""How long a host may take to say what it knows, without asking a camera."""
_ASKERS_KEY: Final = secrets.token_bytes(32)  # without it, a network address could be guessed from its hash
_DEAF_S: Final = 1.0  # of a host that has not said such a thing the last time
_WANTED_WITHIN_S: Final = SILENT_S
_REPEAT_S: Final = 10.0
_TRIES: Final = 3
_LARGEST_ERROR_BYTES: Final = 1 << 18  # one that names all cameras of a large rig has less
_ASK_AGAIN_S: Final = BEAT_S + 0.1  # the host is back as well then, and has sent a beat


class Calls:
    """The calls of this host, `own`, in its run `instance`, to others."""

    def __init__(self, bus: Bus, own: str, instance: str, presence: Presence, contract: Contract) -> None:
        self._bus = bus
        self._contract = contract
        self._own = own
        self._instance = instance
        self._presence = presence
        self._asked: dict[str, PendingCall] = {}
        self._deaf: set[str] = set()  # hosts that are there, and do not answer
        self._asking_again: asyncio.Task[None] | None = None
        self._repeating: asyncio.Task[None] | None = None
        self._cancelling: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen for answers, until `close`."""
        self._bus.add_listener(self._bus_changed)
        self._bus.add_refusal_listener(self._refused)
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
            return Stop(str(await self.call(host, CANCEL, {"id": request_id}, within_s=ANSWER_S)))
        except (ServiceError, ValueError):  # that of a later version; or the host is silent, and the call ends by that
            return Stop.CANNOT

    async def call(
        self,
        host: str,
        method: str,
        params: Mapping[str, JsonValue],
        *,
        within_s: float | None = None,
        made_for: str = "",
    ) -> JsonValue:
        """Return the result of a method on another host; one that is there may take `within_s` to answer.

        Addresses that it signs end with the token whose alias is `made_for`.
        ServiceError: that of the method; or HOST_UNREACHABLE, within two seconds of the last sign of life. What the
        host has begun by then it finishes, and its events tell of it; what it has not, it does not begin any more.
        A host that is alive, but was asked too late, since the bus or its disk was slow, is asked anew.
        """
        for tries_left in reversed(range(_TRIES)):
            answer = await self._answer(host, method, params, within_s, made_for)
            try:
                return self._result(method, answer)
            except TooManyValuesError:
                raise ServiceError(ErrorName.TOO_LARGE, f"{host} has answered with too many values.") from None
            except (WrongMessageError, ValueError, LookupError, TypeError, AttributeError):
                raise odd_answer(host, method) from None
            except ServiceError as error:
                if error.name is not ErrorName.HOST_UNREACHABLE or not tries_left:
                    raise
            await asyncio.sleep(_ASK_AGAIN_S)
        raise AssertionError("The last try returns or raises.")

    async def _answer(
        self, host: str, method: str, params: Mapping[str, JsonValue], within_s: float | None, made_for: str
    ) -> bytes:
        """Return what a host answers to a request of its own. ServiceError HOST_UNREACHABLE: it does not."""
        request_id = secrets.token_hex(8)
        asked = PendingCall(request_id, host, method, dict(params), current_work(), self._contract, made_for)
        self._reachable(host)
        self._asked[request_id] = asked
        try:
            with asked.work.stopping(Stop.AT_NEXT_CHUNK, lambda: self._cancel_soon(asked)):
                await self._send(asked)
                async with asyncio.timeout(self._patience_s(host, within_s)):
                    return await asked.answer
        except TimeoutError:
            self._deaf.add(host)
            self._cancel_soon(asked)
            raise unreachable(host, f"The host {host} is there, but does not answer.") from None
        except asyncio.CancelledError:
            self._cancel_soon(asked)
            raise
        finally:
            del self._asked[request_id]

    def waits_for(self, host: str, request_id: str) -> bool:
        """Return whether the answer of a host to this request is still waited for."""
        asked = self._asked.get(request_id)
        return asked is not None and asked.host == host and not asked.answer.done() and not asked.work.cancelled

    async def is_wanted_by(self, host: str, request_id: str) -> bool:
        """Ask a host whether it still waits for the answer to this request; False where it does not say so in time."""
        with working_on(Work()):  # what waits for this can be cancelled as before
            try:
                async with asyncio.timeout(_WANTED_WITHIN_S):
                    return await self.call(host, WANTED, {"id": request_id}) is True
            except (ServiceError, TimeoutError):
                return False

    def _patience_s(self, host: str, within_s: float | None) -> float | None:
        """Return how long to wait: of a host that has not answered, nobody is to notice much."""
        return min(within_s, _DEAF_S) if within_s is not None and host in self._deaf else within_s

    def changed(self, host: KnownHost, change: HostChange) -> None:
        """Give up what a host was asked that does not answer any more, or was started anew."""
        self._deaf.discard(host.name)
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
        answer = received(text)
        if "error" in answer:
            if len(text) > _LARGEST_ERROR_BYTES:
                raise WrongMessageError("too large an error")
            raise service_error(answer["error"])
        result: JsonValue = answer["result"]
        if (schema := self._contract.methods.get(method)) and not schema.is_result(result):
            raise WrongMessageError(f"no result of {method}")
        return result

    async def _send(self, asked: PendingCall) -> None:
        """Send the request. If it is lost with the link to the bus, it is sent again when that is there again."""
        try:
            host = self._reachable(asked.host)
            if (deadline := host.clock.deadline_for(self._presence.given_up_at(host))) is None:
                raise unreachable(asked.host, f"The clock of the host {asked.host} is not known yet.", untouched=True)
            asked_s_ago = asked.sent_s_ago()
            request = Request(
                asked.id,
                self._own,
                deadline.instance,
                deadline.at_s,
                asked_s_ago,
                asked.method,
                asked.params,
                _asker(asked.work),
                asked.made_for,
            )
            reply_to = answer_subject(self._own, self._instance, asked.id)
            await self._bus.publish(self._subject(asked), pack(request), reply_to)
        except BusDownError:
            pass
        except ServiceError as error:
            asked.fail(error)
        except ValueError:
            asked.fail(ServiceError(ErrorName.TOO_LARGE, f"The request is too large to be sent to {asked.host}."))

    def _subject(self, asked: PendingCall) -> str:
        return call_subject(asked.host, self._own, asked_by(asked.method))

    def _refused(self, subject: str) -> None:
        """End what the bus does not let this host ask for: nobody will answer."""
        for asked in tuple(self._asked.values()):
            if self._subject(asked).lower() == subject:
                asked.fail(not_permitted(asked.host, asked.method))

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
            if not self._bus.is_up:
                raise without_bus(name)
            raise unreachable(name, f"The host {name} does not answer.", untouched=True)
        return host

    def _heard(self, message: BusMessage) -> None:
        if asked := self._asked.get(message.subject.rpartition(".")[2]):
            self._deaf.discard(asked.host)
            asked.take(message)

    def _cancel_soon(self, asked: PendingCall) -> None:
        if asked.method == CANCEL:
            return  # of a host that answers nothing, that would be cancelled in turn, without end
        task = asyncio.get_running_loop().create_task(self._cancel(asked.host, asked.id))
        self._cancelling.add(task)
        task.add_done_callback(self._cancelling.discard)

    async def _cancel(self, host: str, request_id: str) -> None:
        with working_on(Work()):  # the other one is being cancelled
            await self._cancelled(host, request_id)


def _asker(work: Work) -> str:
    """Return what tells one connection of a client from another, and other hosts nothing of who it is."""
    if work.client is None:
        return ""
    return blake2b(f"{work.connection!r} {work.client}".encode(), key=_ASKERS_KEY, digest_size=8).hexdigest()
