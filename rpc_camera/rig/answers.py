"""What other hosts ask of this one: each request is a call of a method, as a client's is."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.clock import since_boot_s
from rpc_camera.dispatch.dispatcher import LONGEST_ECHO
from rpc_camera.dispatch.errors import error_object
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.incident import incident
from rpc_camera.methods.call import Message
from rpc_camera.methods.distant_grant import DistantGrant
from rpc_camera.methods.grants import EVERYTHING
from rpc_camera.methods.session import Session
from rpc_camera.rig.asked import check_asked, is_asked_by
from rpc_camera.rig.bus import BusDownError
from rpc_camera.rig.calls import CANCEL, WANTED
from rpc_camera.rig.guarded_request import GuardedRequest
from rpc_camera.rig.messages import (
    LARGEST_ANSWER_BYTES,
    Request,
    WrongMessageError,
    answer_messages,
    caller_in,
    encoded_answer,
    is_answer_subject,
    progress_message,
    unpack,
)
from rpc_camera.rig.shares import Shares
from rpc_camera.work import Stop, slowest

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Hashable, Mapping

    from rpc_camera.dispatch import Dispatcher
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.service import Service
    from rpc_camera.methods.session import Notification
    from rpc_camera.rig.attention import Attention
    from rpc_camera.rig.bus import Bus, BusMessage
    from rpc_camera.rig.calls import Calls
    from rpc_camera.rig.group_steps import Step
    from rpc_camera.rig.guard import Guard

_PROGRESS: Final = "progress"
_MOST_BYTES: Final = 64 << 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AskedFor:
    """What other hosts can ask for: methods of this host alone, on `service`; and `steps`, by their names."""

    dispatcher: Dispatcher[Message, Call]
    service: Service
    steps: Mapping[str, Step]


class Answers:
    """Answers the requests for this host."""

    def __init__(
        self,
        bus: Bus,
        asked_for: AskedFor,
        calls: Calls,
        guard: Guard,
        attention: Attention,
    ) -> None:
        self._steps = asked_for.steps
        self._guard = guard
        self._bus = bus
        self._dispatcher = asked_for.dispatcher
        self._service = asked_for.service
        self._calls = calls
        self._attention = attention
        self._under_way: dict[tuple[str, str], _Caller] = {}  # by callers, and their ids
        self._bytes = Shares(_MOST_BYTES)
        self._tasks: set[asyncio.Task[None]] = set()

    def heard(self, message: BusMessage) -> None:
        """Begin to answer a request."""
        try:
            request = unpack(Request, message.data)
        except WrongMessageError as error:
            _log.debug("what came at %a is no request: %s", message.subject, error)
            return
        is_callers = caller_in(message.subject) == request.caller
        if not is_callers or not is_answer_subject(message.reply_to, request.caller, request.id):
            _log.debug("a request at %a is not its caller's, or has its answer sent to another", message.subject)
            return
        if not is_asked_by(message.subject, request.method):
            _log.debug("a request at %a is for another method", message.subject)
            return
        if not self._bytes.take(request.caller, len(message.data)):
            refusal = ServiceError(
                ErrorName.RATE_LIMITED, "The host has too many bytes of your requests in work.", untouched=True
            )
            self._send_soon(message.reply_to, next(answer_messages(_refusal(refusal), self._bus.most_bytes)))
            return
        self._attention.to_caller(request.caller)
        self._keep(self._answer_within(request, message))

    @property
    def callers(self) -> set[str]:
        """The hosts that wait for an answer."""
        return {caller.name for caller in self._under_way.values()}

    def give_up(self, host: str) -> None:
        """Stop what a host has asked that is silent: it has given it up itself. What is begun is finished."""
        for caller in [caller for caller in self._under_way.values() if caller.name == host]:
            caller.stop()

    def _cancel(self, request: Request) -> Stop:
        """Stop a request whose caller wants it no more, and return when it stops."""
        caller = self._under_way.get((request.caller, str(request.params.get("id"))))
        return caller.stop() if caller else Stop.AT_ONCE

    async def _answer_within(self, request: Request, message: BusMessage) -> None:
        try:
            await self._answer(request, message)
        finally:
            self._bytes.give_back(request.caller, len(message.data))

    async def _answer(self, request: Request, message: BusMessage) -> None:
        key = request.caller, request.id
        if running := self._under_way.get(key):
            running.reply_to = message.reply_to
            return
        caller = self._under_way[key] = _Caller(request, message, self._service, self._send_soon)
        try:
            answer = await self._called(request, caller)
        finally:
            del self._under_way[key]
            caller.session.end()
        if len(answer) > LARGEST_ANSWER_BYTES:
            answer = _refusal(ServiceError(ErrorName.TOO_LARGE, f"The answer has {len(answer)} bytes."))
        for part in answer_messages(answer, self._bus.most_bytes):
            await self._send(caller.reply_to, part)

    async def _called(self, request: Request, caller: _Caller) -> bytes:
        is_step = request.method in {CANCEL, WANTED} or request.method in self._steps
        changes = not is_step and not self._only_reads(request.method)
        try:
            check_asked(caller.asked_at, request.method)
            guarded = GuardedRequest(
                request.id,
                request.caller,
                request.method,
                request.instance,
                request.deadline_s,
                request.asked_s_ago,
                changes,
            )
            return await self._guard.answer(guarded, lambda: self._done(request, caller))
        except ServiceError as error:
            return _refusal(error)
        except Exception as error:
            return _refusal(incident(request.method[:LONGEST_ECHO], error))

    def _only_reads(self, method: str) -> bool:
        """Return whether it changes nothing; what is no method, which is refused, does not either."""
        schema = self._service.contract.methods.get(method)
        return schema is None or bool(schema.source.get("safe", False))

    async def _done(self, request: Request, caller: _Caller) -> bytes:
        if request.method == CANCEL:
            return encoded_answer({"result": self._cancel(request)})
        if request.method == WANTED:
            return encoded_answer({"result": self._calls.waits_for(request.caller, str(request.params.get("id")))})
        if step := self._steps.get(request.method):  # none needs the guard's disk: a group's id does as much
            return encoded_answer({"result": await step(request.params)})
        with Message(caller.session, request.caller) as message:
            message.connection = request.asker
            message.is_given_up = partial(self._is_given_up, request)
            return encoded_answer(await self._dispatcher.call(request.method, request.params, message, request.id))

    async def _is_given_up(self, request: Request) -> bool:
        """Return whether the caller has given a request up: not before its deadline, and after that it is asked.

        A host that stood still, or was cut off, cannot know by itself whether it was given up meanwhile.
        """
        if (request.caller, request.id) not in self._under_way or since_boot_s() <= request.deadline_s:
            return False
        return not await self._calls.is_wanted_by(request.caller, request.id)

    def _send_soon(self, subject: str, data: bytes) -> None:
        self._keep(self._send(subject, data))

    async def _send(self, subject: str, data: bytes) -> None:
        if not subject:
            return
        try:
            await self._bus.publish(subject, data)
        except (BusDownError, ValueError) as error:  # or the caller waits at what is no subject
            _log.debug("no answer was sent: %s", error)

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Caller:
    """Another host, as the client that a request comes from; it has progress sent, and nothing else."""

    def __init__(
        self, request: Request, message: BusMessage, service: Service, send: Callable[[str, bytes], None]
    ) -> None:
        self.name = request.caller
        self.asked_at = message.subject
        self.reply_to = message.reply_to
        self._send = send
        self.session = Session(service, f"rig:{request.caller}", can_notify=True, grant=EVERYTHING)
        if request.made_for:
            self.session.made_for = DistantGrant(request.caller, request.made_for)
        self.session.events.add(_PROGRESS)
        self.session.notifications = self

    def put(self, _key: Hashable, make: Callable[[int], Notification], *, fresh: bool = False) -> None:
        """Send a notification, if it is of progress."""
        notification = make(0)
        if notification.method == _PROGRESS and not fresh:
            self._send(self.reply_to, progress_message(notification.params))

    def withdraw(self, _key: Hashable) -> None:
        """Do nothing: none waits."""

    def stop(self) -> Stop:
        """Cancel the request, as far as that can be done; return when it stops."""
        works = [work for works in self.session.requests.values() for work in works]
        return slowest({work.cancel() for work in works} or {Stop.AT_ONCE})


def _refusal(error: ServiceError) -> bytes:
    return encoded_answer({"error": error_object(error)})
