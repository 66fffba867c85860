"""Dispatches JSON-RPC 2.0 requests to handlers, on jsonrpcserver, mended to the specification."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Final, Generic, NoReturn, Protocol, TypeAlias, TypeVar, cast

from jsonrpcserver.async_dispatcher import call as invoke
from jsonrpcserver.dispatcher import create_request, to_response
from jsonrpcserver.response import to_serializable_one
from jsonrpcserver.result import Error, Success
from jsonrpcserver.sentinels import NOID

from rpc_camera.attached import EncodedResult, WithBytes, binary_frame
from rpc_camera.dispatch import envelope
from rpc_camera.dispatch.begin_order import BeginOrder
from rpc_camera.dispatch.errors import error_object
from rpc_camera.dispatch.jsontext import encode
from rpc_camera.dispatch.long_strings import parse_in_pieces
from rpc_camera.dispatch.pieces import encode_in_pieces
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.incident import incident
from rpc_camera.outcome import outcome
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
    `on_error(method, error)` is told of each call that fails or is refused; there need be no such method.
    Calls reach the first line of their handlers in the order of the `dispatch` calls, or of the tasks around them.
    """

    def __init__(
        self,
        schemas: Mapping[str, ParamsSchema],
        handlers: Mapping[str, Handler[C]],
        authorize: Callable[[C, str], None],
        open_call: OpenCall[M, C],
        batch_items: Callable[[M], int],
        *,
        on_error: Callable[[str, ServiceError], None] | None = None,
    ) -> None:
        self._schemas = schemas
        self._handlers = handlers
        self._methods = _Methods(handlers, self._invoke)
        self._authorize = authorize
        self._open_call = open_call
        self._batch_items = batch_items
        self._on_error = on_error
        self._waiting = 0  # batches and requests whose turn comes with the next turn of the event loop
        self._order = BeginOrder()

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
            if self._waiting:
                await self._let_batches_begin()
            response = await self._response(parsed, message)
            return None if response is None else await self._written(response)
        if not parsed:
            return self.refusal(ServiceError(ErrorName.INVALID_REQUEST, "The batch is empty."))
        if len(parsed) > (limit := self._batch_items(message)):
            return self.refusal(_too_many(len(parsed), limit))
        responses = await self._batch(parsed, message)
        answers = [await self._encoded(response) for response in responses if response is not None]
        return f"[{','.join(answers)}]" if answers else None

    async def call(self, method: str, params: JsonObject, message: M, request_id: str | None = None) -> JsonObject:
        """Call one method as a request would; returns the Response object. Without an id it cannot be cancelled."""
        request: JsonObject = {"jsonrpc": "2.0", "method": method, "params": params, "id": request_id}
        if self._waiting:
            await self._let_batches_begin()
        return cast("JsonObject", await self._response(request, message))

    def refusal(self, error: ServiceError) -> str:
        """Return the answer to a message whose ids are not known."""
        return encode(_error_response(error_object(error), None))

    async def _batch(self, members: list[JsonValue], message: M) -> list[JsonObject | None]:
        responses = asyncio.gather(*(self._response(member, message) for member in members))
        self._waiting += 1
        asyncio.get_running_loop().call_soon(self._begun)
        return await responses

    async def _let_batches_begin(self) -> None:
        """Wait while the members of a batch are tasks that start in the next turn of the loop: none overtakes them."""
        self._waiting += 1
        try:
            await asyncio.sleep(0)
        finally:
            self._begun()

    def _begun(self) -> None:
        self._waiting -= 1

    async def _response(self, member: JsonValue, message: M) -> JsonObject | None:
        if not envelope.is_request(member):
            return self._invalid(member)
        # What jsonrpcserver's `async_dispatch` does with one request, without a task of its own for it, and without its
        # look at the method's signature: which params there are is said by the contract.
        with self._open_call(message, member.get("id")) as call, working_on(call.work):
            request = create_request(cast("Any", member))
            result = await invoke(request, call, self._methods[request.method])
        if request.id is NOID:
            return None
        return cast("JsonObject", to_serializable_one(to_response(request, result)))

    async def _invoke(self, name: str, call: C, params: Params) -> Result:
        call.work.hold_others = self._order.hold
        try:
            return Success(await outcome(call.work, name, self._handle(name, call, params)))
        except ServiceError as error:
            _log.info("%s refused: %s", name[:LONGEST_ECHO], error)
            if self._on_error:
                self._on_error(name, error)
            return Error(**error_object(error))

    async def _handle(self, name: str, call: C, params: Params) -> JsonValue:
        if self._order.is_held:
            await self._order.turn()
        self._authorize(call, name)
        handler = self._handlers.get(name) or self._refuse(name)
        return await handler(call, self._schemas[name].bind(params))

    async def _written(self, response: JsonObject) -> str | bytes:
        if isinstance(result := response.get("result"), WithBytes):
            return binary_frame(encode(response), result.data)
        return await self._encoded(response)

    async def _encoded(self, response: JsonObject) -> str:
        if isinstance(result := response.get("result"), EncodedResult):
            return f'{{"jsonrpc":"2.0","result":{result.text},"id":{encode(response["id"])}}}'
        if isinstance(result, WithBytes):
            response = _error_response(error_object(_BINARY_IN_BATCH), response["id"])
        try:
            return await encode_in_pieces(response)
        except (ValueError, TypeError, RecursionError) as error:
            return encode(_error_response(error_object(incident("writing a result", error)), response["id"]))

    def _invalid(self, member: JsonValue) -> JsonObject:
        error = ServiceError(ErrorName.INVALID_REQUEST, envelope.flaw(member) or "")
        return _error_response(error_object(error), envelope.id_of(member))

    def _refuse(self, name: str) -> NoReturn:
        from difflib import get_close_matches  # noqa: PLC0415 - few ask for what there is not

        similar = get_close_matches(name, self._handlers, n=3) if len(name) <= LONGEST_ECHO else []
        message = f"There is no method `{name[:LONGEST_ECHO]}`."
        raise ServiceError(ErrorName.METHOD_NOT_FOUND, message, details={"similar": similar})


class _Method(Generic[C]):
    """A method as jsonrpcserver calls it: the call first, then the params, by position or by name."""

    def __init__(self, name: str, invoke: Callable[[str, C, Params], Awaitable[Result]]) -> None:
        self._name = name
        self._invoke = invoke

    def __call__(self, call: C, /, *args: JsonValue, **kwargs: JsonValue) -> Awaitable[Result]:
        """Return what awaits the result of the method, whether there is one of that name or not."""
        return self._invoke(self._name, call, list(args) or kwargs)


class _Methods(dict[str, Callable[..., Any]]):
    """All methods, as jsonrpcserver looks them up: any name has one, which refuses those that are none."""

    def __init__(self, names: Iterable[str], invoke: Callable[[str, Any, Params], Awaitable[Result]]) -> None:
        super().__init__((name, _Method(name, invoke)) for name in names)
        self._invoke = invoke

    def __missing__(self, name: str) -> Callable[..., Any]:
        return _Method(name, self._invoke)


def _too_many(items: int, limit: int) -> ServiceError:
    return ServiceError(
        ErrorName.TOO_LARGE,
        f"The batch has {items} requests; at most {limit} are allowed.",
        remedy=f"Send at most {limit} requests in one batch; a client that has authenticated may send more.",
    )


_BINARY_IN_BATCH = ServiceError(
    ErrorName.INVALID_PARAMS,
    "A binary answer cannot be part of a batch.",
    remedy="Send the request by itself, or without `binary`.",
    details={"errors": []},
)


def _error_response(error: JsonObject, request_id: JsonValue) -> JsonObject:
    return {"jsonrpc": "2.0", "error": error, "id": request_id}
