"""Dispatches JSON-RPC 2.0 requests to handlers, on jsonrpcserver, mended to the specification."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar, cast

from jsonrpcserver import Error, Success, async_dispatch_to_serializable

from rpc_camera.attached import WithBytes, binary_frame
from rpc_camera.dispatch import envelope
from rpc_camera.dispatch.errors import CatalogueEntry, ErrorObjects
from rpc_camera.dispatch.jsontext import encode, parse
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.work import Work, working_on

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from jsonrpcserver.methods import Method
    from jsonrpcserver.result import Result

_log = logging.getLogger(__name__)

C = TypeVar("C")
JsonObject: TypeAlias = "dict[str, JsonValue]"
Params: TypeAlias = "list[JsonValue] | dict[str, JsonValue] | None"
Handler: TypeAlias = Callable[[C, JsonObject], Awaitable[JsonValue]]

LONGEST_ECHO = 64
Working: TypeAlias = "Callable[[C, JsonValue], AbstractContextManager[Work]]"
# jsonrpcserver asks for the signature on every call, which would cost a third of it.
_ANY_PARAMS = inspect.signature(lambda _context, /, *_args, **_kwargs: None)


class MethodSchema(Protocol):
    """What the contract says of one method."""

    def bind(self, params: Params, /) -> JsonObject:
        """Return valid params by name, or raise ServiceError(INVALID_PARAMS)."""


class Contract(Protocol):
    """The contract, as far as dispatching needs it."""

    @property
    def methods(self) -> Mapping[str, MethodSchema]:
        """The methods by name."""

    @property
    def errors(self) -> Mapping[ErrorName, CatalogueEntry]:
        """The error catalogue."""


class Limits(Protocol):
    """What a client may ask at a time."""

    @property
    def batch_items(self) -> int:
        """The most requests in one batch."""


class Dispatcher(Generic[C]):
    """Answers requests; `C` is what handlers are told of the client.

    `authorize(context, method)` raises ServiceError to refuse a call, before the params are looked at.
    `working(context, id)` is a context in which a request's `Work` is the current one; a notification's id is None.
    Calls reach the first line of their handlers in the order of the `dispatch` calls, or of the tasks around them.
    """

    def __init__(
        self,
        contract: Contract,
        handlers: Mapping[str, Handler[C]],
        authorize: Callable[[C, str], None],
        limits: Limits,
        working: Working[C] = lambda _context, _id: working_on(Work()),
    ) -> None:
        self.errors = ErrorObjects(contract.errors)
        self._contract = contract
        self._handlers = handlers
        self._authorize = authorize
        self._limits = limits
        self._working = working
        self._methods = _Methods(self._invoke)

    async def dispatch(self, text: str | bytes, context: C) -> str | bytes | None:
        """Answer one message, a request or a batch of them; None when there is nothing to answer.

        Bytes are a message with bytes attached, as `binary_frame` makes it.
        """
        try:
            message = parse(text)
        except ServiceError as error:
            return self.refusal(error)
        return await self.dispatch_parsed(message, context)

    async def dispatch_parsed(self, message: JsonValue, context: C) -> str | bytes | None:
        """Answer one message that is parsed already; see `dispatch`."""
        if not isinstance(message, list):
            responses = await self._responses([message], context)
            return self._message(responses[0]) if responses else None
        if not message:
            return self.refusal(ServiceError(ErrorName.INVALID_REQUEST, "The batch is empty."))
        if len(message) > self._limits.batch_items:
            return self.refusal(self._too_many(len(message)))
        answers = [self._encoded(response) for response in await self._responses(message, context)]
        return f"[{','.join(answers)}]" if answers else None

    async def call(self, method: str, params: JsonObject, context: C) -> JsonObject:
        """Call one method as a request would; returns the Response object, its id null."""
        request: JsonObject = {"jsonrpc": "2.0", "method": method, "params": params, "id": None}
        return (await self._dispatch([request], context))[0]

    def refusal(self, error: ServiceError) -> str:
        """Return the answer to a message whose ids cannot be told."""
        return encode(_error_response(self.errors.of(error), None))

    async def _responses(self, members: Sequence[JsonValue], context: C) -> list[JsonObject]:
        requests = [member for member in members if envelope.is_request(member)]
        answered = iter(await self._dispatch(requests, context))
        responses = []
        for member in members:
            if not envelope.is_request(member):
                responses.append(self._invalid(member))
            elif "id" in member:
                responses.append(next(answered))
        return responses

    async def _dispatch(self, requests: Sequence[JsonObject], context: C) -> list[JsonObject]:
        """Return the responses in the order of the requests; notifications have none."""
        # Always a list: its members start in order, and a batch starts no later than a single request would.
        responses = await async_dispatch_to_serializable(
            [{**request, "method": _Name.of(request)} for request in requests],
            self._methods,
            context=context,
            deserializer=lambda parsed: parsed,
            validator=lambda checked: checked,
        )
        return cast("list[JsonObject]", responses or [])

    async def _invoke(self, name: str, context: C, params: Params) -> Result:
        with self._working(context, getattr(name, "request_id", None)) as work:
            if task := asyncio.current_task():
                work.includes(task)
            return await self._result(name, context, params, work)

    async def _result(self, name: str, context: C, params: Params, work: Work) -> Result:
        try:
            return Success(await self._call(name, context, params))
        except ServiceError as error:
            _log.info("%s refused: %s", name[:LONGEST_ECHO], error)
            return Error(**self.errors.of(error))
        except asyncio.CancelledError:
            task = asyncio.current_task()
            own = bool(work.cancelled and task and task.cancelling())
            if task is None or (task.uncancel() if own else task.cancelling()):
                raise  # the server stops
            return Error(**self.errors.of(_cancelled(work)))
        except (Exception, SystemExit) as error:
            return Error(**self.errors.incident(name, error))

    async def _call(self, name: str, context: C, params: Params) -> JsonValue:
        self._authorize(context, name)
        handler = self._handlers.get(name)
        if handler is None:
            raise self._unknown(name)
        return await handler(context, self._contract.methods[name].bind(params))

    def _message(self, response: JsonObject) -> str | bytes:
        result = response.get("result")
        text = encode(response) if isinstance(result, WithBytes) else self._encoded(response)
        return binary_frame(text, result.data) if isinstance(result, WithBytes) else text

    def _encoded(self, response: JsonObject) -> str:
        if isinstance(response.get("result"), WithBytes):
            response = _error_response(self.errors.of(_BINARY_IN_BATCH), response["id"])
        try:
            return encode(response)
        except (ValueError, TypeError, RecursionError) as error:
            return encode(_error_response(self.errors.incident("writing a result", error), response["id"]))

    def _invalid(self, member: JsonValue) -> JsonObject:
        error = ServiceError(ErrorName.INVALID_REQUEST, envelope.flaw(member) or "")
        return _error_response(self.errors.of(error), envelope.id_of(member))

    def _unknown(self, name: str) -> ServiceError:
        similar = get_close_matches(name, self._handlers, n=3) if len(name) <= LONGEST_ECHO else []
        message = f"There is no method `{name[:LONGEST_ECHO]}`."
        return ServiceError(ErrorName.METHOD_NOT_FOUND, message, details={"similar": similar})

    def _too_many(self, items: int) -> ServiceError:
        limit = self._limits.batch_items
        return ServiceError(
            ErrorName.TOO_LARGE,
            f"The batch has {items} requests; at most {limit} are allowed.",
            remedy=f"Send at most {limit} requests in one batch.",
        )


class _Methods(dict[str, "Method"], Generic[C]):
    """What jsonrpcserver looks methods up in: has every name, for unknown ones are told more."""

    def __init__(self, invoke: Callable[[str, C, Params], Awaitable[Result]]) -> None:
        super().__init__()
        self._invoke = invoke

    def __missing__(self, name: str) -> Method:
        async def method(context: C, /, *args: JsonValue, **kwargs: JsonValue) -> Result:
            return await self._invoke(name, context, list(args) or kwargs)

        method.__signature__ = _ANY_PARAMS  # type: ignore[attr-defined]
        return cast("Method", method)


class _Name(str):
    """A method's name that knows the id of its request, of which jsonrpcserver hands on nothing else."""

    __slots__ = ("request_id",)
    request_id: JsonValue

    @classmethod
    def of(cls, request: JsonObject) -> _Name:
        """Return the name of the method that `request` calls."""
        name = cls(request["method"])
        name.request_id = request.get("id")
        return name


def _cancelled(work: Work) -> ServiceError:
    if not work.cancelled:
        return ServiceError(ErrorName.CANCELLED, "The call was cancelled.")
    return ServiceError(
        ErrorName.CANCELLED,
        "The request was cancelled; it has changed nothing.",
        work.camera,
        remedy="Send it again if it is wanted after all.",
    )


_BINARY_IN_BATCH = ServiceError(
    ErrorName.INVALID_PARAMS,
    "A binary answer cannot be part of a batch.",
    remedy="Send the request by itself, or without `binary`.",
    details={"errors": []},
)


def _error_response(error: JsonObject, request_id: JsonValue) -> JsonObject:
    return {"jsonrpc": "2.0", "error": error, "id": request_id}
