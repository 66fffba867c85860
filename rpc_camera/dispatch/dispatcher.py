"""Dispatches JSON-RPC 2.0 requests to handlers, on jsonrpcserver, mended to the specification."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Protocol, TypeAlias, TypeVar, cast

from jsonrpcserver.async_dispatcher import dispatch_to_response_pure
from jsonrpcserver.response import to_serializable
from jsonrpcserver.result import Error, Success

from rpc_camera.attached import EncodedResult, WithBytes, binary_frame
from rpc_camera.dispatch import envelope
from rpc_camera.dispatch.errors import error_object, incident
from rpc_camera.dispatch.jsontext import encode
from rpc_camera.dispatch.long_strings import parse_in_pieces
from rpc_camera.dispatch.pieces import encode_in_pieces
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.work import Work, working_on

if TYPE_CHECKING:
    from jsonrpcserver.result import Result

_log = logging.getLogger(__name__)


class HasWork(Protocol):
    """A call, as far as dispatching needs it."""

    @property
    def work(self) -> Work:
        """What its client waits for."""


M = TypeVar("M")
C = TypeVar("C", bound=HasWork)
JsonObject: TypeAlias = "dict[str, JsonValue]"
Params: TypeAlias = "list[JsonValue] | dict[str, JsonValue] | None"
Handler: TypeAlias = Callable[[C, JsonObject], Awaitable[JsonValue]]
OpenCall: TypeAlias = Callable[[M, JsonValue], AbstractContextManager[C]]

LONGEST_ECHO: Final = 64


class ParamsSchema(Protocol):
    """What the contract says of one method."""

    def bind(self, params: Params, /) -> JsonObject:
        """Return valid params by name, or raise ServiceError(INVALID_PARAMS)."""


class Dispatcher(Generic[M, C]):
    """Answers messages; `M` is a message of a client as its owner sees it, `C` is what handlers get for one call in it.

    `schemas` are those of the methods, by name.
    `authorize(call, method)` raises ServiceError to refuse a call, before the params are looked at.
    `open_call(message, id)` is a context that lasts as long as the call; the id is None for a notification.
    A batch has at most `batch_items(message)` members.
    Calls reach the first line of their handlers in the order of the `dispatch` calls, or of the tasks around them.
    """

    def __init__(
        self,
        schemas: Mapping[str, ParamsSchema],
        handlers: Mapping[str, Handler[C]],
        authorize: Callable[[C, str], None],
        open_call: OpenCall[M, C],
        batch_items: Callable[[M], int],
    ) -> None:
        self._schemas = schemas
        self._handlers = handlers
        self._authorize = authorize
        self._open_call = open_call
        self._batch_items = batch_items
        self._waiting = 0  # batches and requests whose turn comes with the next turn of the event loop

    async def dispatch(self, text: str | bytes, message: M) -> str | bytes | None:
        """Answer the message that `text` is, a request or a batch of them; None when there is nothing to answer.

        Bytes are a response with bytes attached, as `binary_frame` makes it.
        """
        try:
            parsed = await parse_in_pieces(text)
        except ServiceError as error:
            return self.refusal(error)
        return await self.dispatch_parsed(parsed, message)

    async def dispatch_parsed(self, parsed: JsonValue, message: M) -> str | bytes | None:
        """Answer a message that is parsed already; see `dispatch`."""
        if not isinstance(parsed, list):
            response = await self._single(parsed, message)
            return None if response is None else await self._written(response)
        if not parsed:
            return self.refusal(ServiceError(ErrorName.INVALID_REQUEST, "The batch is empty."))
        if len(parsed) > (limit := self._batch_items(message)):
            return self.refusal(_too_many(len(parsed), limit))
        responses = await self._batch(parsed, message)
        answers = [await self._encoded(response) for response in responses if response is not None]
        return f"[{','.join(answers)}]" if answers else None

    async def call(self, method: str, params: JsonObject, message: M) -> JsonObject:
        """Call one method as a request would; returns the Response object, its id null."""
        request: JsonObject = {"jsonrpc": "2.0", "method": method, "params": params, "id": None}
        return cast("JsonObject", await self._single(request, message))

    def refusal(self, error: ServiceError) -> str:
        """Return the answer to a message whose ids are not known."""
        return encode(_error_response(error_object(error), None))

    async def _batch(self, members: list[JsonValue], message: M) -> list[JsonObject | None]:
        responses = asyncio.gather(*(self._response(member, message) for member in members))
        self._waiting += 1
        asyncio.get_running_loop().call_soon(self._begun)
        return await responses

    async def _single(self, request: JsonValue, message: M) -> JsonObject | None:
        # The members of a batch are tasks, which start in the next turn of the loop: this must not overtake them.
        if self._waiting:
            self._waiting += 1
            try:
                await asyncio.sleep(0)
            finally:
                self._begun()
        return await self._response(request, message)

    def _begun(self) -> None:
        self._waiting -= 1

    async def _response(self, member: JsonValue, message: M) -> JsonObject | None:
        if not envelope.is_request(member):
            return self._invalid(member)
        name = cast("str", member["method"])
        with self._open_call(message, member.get("id")) as call, working_on(call.work):
            response = await dispatch_to_response_pure(
                request=cast("Any", member),
                methods={name: _Method(name, self._invoke)},
                context=call,
                deserializer=cast("Any", _unchanged),
                validator=cast("Any", _unchanged),
                post_process=cast("Any", to_serializable),
            )
        return cast("JsonObject | None", response)

    async def _invoke(self, name: str, call: C, params: Params) -> Result:
        task = asyncio.current_task()
        if task:
            call.work.includes(task)
        try:
            return Success(await self._handle(name, call, params))
        except ServiceError as error:
            _log.info("%s refused: %s", name[:LONGEST_ECHO], error)
            return Error(**error_object(error))
        except asyncio.CancelledError:
            own = bool(call.work.cancelled and task and task.cancelling())
            if task is None or (task.uncancel() if own else task.cancelling()):
                raise  # the server stops
            return Error(**error_object(_cancelled(call.work)))
        except (Exception, SystemExit) as error:
            return Error(**incident(name, error))

    async def _handle(self, name: str, call: C, params: Params) -> JsonValue:
        self._authorize(call, name)
        handler = self._handlers.get(name)
        if handler is None:
            raise self._unknown(name)
        return await handler(call, self._schemas[name].bind(params))

    async def _written(self, response: JsonObject) -> str | bytes:
        result = response.get("result")
        text = encode(response) if isinstance(result, WithBytes) else await self._encoded(response)
        return binary_frame(text, result.data) if isinstance(result, WithBytes) else text

    async def _encoded(self, response: JsonObject) -> str:
        if isinstance(result := response.get("result"), EncodedResult):
            return f'{{"jsonrpc":"2.0","result":{result.text},"id":{encode(response["id"])}}}'
        if isinstance(result, WithBytes):
            response = _error_response(error_object(_BINARY_IN_BATCH), response["id"])
        try:
            return await encode_in_pieces(response)
        except (ValueError, TypeError, RecursionError) as error:
            return encode(_error_response(incident("writing a result", error), response["id"]))

    def _invalid(self, member: JsonValue) -> JsonObject:
        error = ServiceError(ErrorName.INVALID_REQUEST, envelope.flaw(member) or "")
        return _error_response(error_object(error), envelope.id_of(member))

    def _unknown(self, name: str) -> ServiceError:
        from difflib import get_close_matches  # noqa: PLC0415 - few ask for what there is not

        similar = get_close_matches(name, self._handlers, n=3) if len(name) <= LONGEST_ECHO else []
        message = f"There is no method `{name[:LONGEST_ECHO]}`."
        return ServiceError(ErrorName.METHOD_NOT_FOUND, message, details={"similar": similar})


class _Method(Generic[C]):
    """A method as jsonrpcserver calls it: the call first, then the params, by position or by name."""

    # jsonrpcserver asks for the signature at every call; to work it out each time would cost a third of the call.
    __signature__: ClassVar[Signature] = Signature(
        [
            Parameter("call", Parameter.POSITIONAL_ONLY),
            Parameter("args", Parameter.VAR_POSITIONAL),
            Parameter("kwargs", Parameter.VAR_KEYWORD),
        ]
    )

    def __init__(self, name: str, invoke: Callable[[str, C, Params], Awaitable[Result]]) -> None:
        self._name = name
        self._invoke = invoke

    async def __call__(self, call: C, /, *args: JsonValue, **kwargs: JsonValue) -> Result:
        """Return the result of the method, whether there is one of that name or not."""
        return await self._invoke(self._name, call, list(args) or kwargs)


def _too_many(items: int, limit: int) -> ServiceError:
    return ServiceError(
        ErrorName.TOO_LARGE,
        f"The batch has {items} requests; at most {limit} are allowed.",
        remedy=f"Send at most {limit} requests in one batch; a client that has authenticated may send more.",
    )


def _unchanged(request: JsonObject) -> JsonObject:
    """Return a request that is parsed and checked."""
    return request


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
