"""One WebSocket client, from the handshake to the end."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from aiohttp.http import WSCloseCode, WSMsgType

from rpc_camera.dispatch import encode, encode_in_pieces, parse_in_pieces
from rpc_camera.edge.admission import TOO_MUCH, supervise
from rpc_camera.edge.outbox import Outbox
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.incident import incident
from rpc_camera.legacy import INVALID_JSON, UNAUTHORIZED, Command, Token, recognise, serve
from rpc_camera.methods.call import Message

if TYPE_CHECKING:
    from rpc_camera.edge.client_socket import ClientSocket
    from rpc_camera.edge.gateway import Gateway
    from rpc_camera.edge.hub import Hub
    from rpc_camera.edge.intake import Sender
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.budget import BudgetShare
    from rpc_camera.methods.session import Session

_SMALL_BYTES: Final = 1 << 16
_log = logging.getLogger(__name__)


class Connection:
    """Reads messages and answers them; with `both_formats` also those of the original format.

    JSON-RPC messages of an authenticated client run concurrently, started in their order. Those of one that has yet
    to authenticate, and commands of the original format, run one after another. Work that was begun is finished when
    the client goes away; its answer is dropped.
    """

    def __init__(
        self, gateway: Gateway, hub: Hub, socket: ClientSocket, session: Session, *, both_formats: bool
    ) -> None:
        self.session = session
        self._gateway = gateway
        self._hub = hub
        self._socket = socket
        self._outbox = session.notifications = Outbox(socket, session.events, gateway.bounds, hub.fan_out.flush_soon)
        self._slots = asyncio.Semaphore(gateway.service.limits.concurrent_requests)
        self._waiting: asyncio.Future[None] | None = None  # of the task that will read when the present one has
        self._is_over = asyncio.Event()
        self._both_formats = both_formats
        self._speaks_original = both_formats
        self._commands = asyncio.Lock()

    async def run(self) -> None:
        """Serve the client until it is gone."""
        _log.info("connected from %s", self.session.peer)
        with suppress(ConnectionError):  # it may be gone already
            self._socket.flow.detect_dead_peer()
        admission = asyncio.create_task(
            supervise(
                self._socket,
                self.session,
                self._gateway.bounds,
                lambda code, reason: self._hub.spawn(self.close(code, reason)),
            )
        )
        forget = self._hub.fan_out.join(self._outbox, self.session.may_see)
        notifier = asyncio.create_task(self._outbox.run())
        try:
            with self._hub.intake.watching(self._socket) as sender:
                self._hub.spawn(self._serve(sender))
                await self._is_over.wait()
        finally:
            notifier.cancel()
            admission.cancel()
            forget()
            self.session.end()
            _log.info("disconnected")

    async def close(self, code: int, reason: str) -> None:
        """Close, and give the client the reason; cut the connection if that is slow."""
        try:
            async with asyncio.timeout(self._gateway.bounds.close_s):
                await self._socket.close(code=code, message=reason.encode())
        except TimeoutError:
            self.abort()

    def abort(self) -> None:
        """Cut the connection."""
        self._socket.abort()

    async def _serve(self, sender: Sender) -> None:
        """Read a message, and answer it while another task reads on; then wait to read again, unless another waits.

        A task for each message would begin with the next turn of the event loop only.
        """
        while await self._answer_next(sender) and self._waiting is None and not self._is_over.is_set():
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting

    async def _answer_next(self, sender: Sender) -> bool:
        """Answer the next message of a client that has authenticated, and all before; return False if there is none."""
        try:
            taken = await self._next(sender)
        except BaseException:
            self._end()
            raise
        if taken is None:
            self._end()
            return False
        parsed, incoming = taken
        del taken
        try:
            self._have_another_read(sender)
            await self._answer(parsed)
        finally:
            incoming.release()
            self._slots.release()
        return True

    def _have_another_read(self, sender: Sender) -> None:
        if self._waiting is None or self._waiting.done():  # it was cancelled: the server stops
            self._hub.spawn(self._serve(sender))
        else:
            self._waiting.set_result(None)
            self._waiting = None

    def _end(self) -> None:
        """Read no more: the client is gone."""
        self._is_over.set()
        if self._waiting is not None:
            self._waiting.cancel()

    async def _next(self, sender: Sender) -> tuple[JsonValue | ServiceError, BudgetShare] | None:
        """Return what a message of an authenticated client says, in a slot and a share of the budget; None at the end.

        What comes before is answered here, one after the other.
        """
        with suppress(ConnectionError):  # the reply to a ping
            async for message in self._socket:
                sender.message_came(len(message.data) if isinstance(message.data, bytes) else 0)
                if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                    continue
                if message.type is WSMsgType.TEXT and not _is_utf_8(message.data):
                    await self.close(WSCloseCode.INVALID_TEXT, "a text message has to be UTF-8")
                elif self.session.authenticated:
                    return await self._taken(message.data)
                elif len(message.data) <= self._gateway.bounds.unauthenticated_bytes:
                    await self._answer(await _parsed(message.data))
                else:
                    await self.close(WSCloseCode.MESSAGE_TOO_BIG, TOO_MUCH)
        return None

    async def _taken(self, data: bytes) -> tuple[JsonValue | ServiceError, BudgetShare]:
        await self._slots.acquire()
        incoming = self.session.service.incoming.share(id(self))
        if len(data) > _SMALL_BYTES:
            await incoming.reserve(len(data))  # until the budget of all that clients send has room, no more is read
        try:
            return await _parsed(data), incoming
        except BaseException:
            incoming.release()
            raise

    async def _answer(self, parsed: JsonValue | ServiceError) -> None:
        dispatcher = self._gateway.dispatcher
        with Message(self.session, client=id(self)) as message:
            if isinstance(parsed, ServiceError):
                refusal = encode(_unread(parsed)) if self._speaks_original else dispatcher.refusal(parsed)
                await self._outbox.send(refusal)
            elif self._both_formats:
                await self._answer_either(parsed, message)
            else:
                await self._send(await dispatcher.dispatch_parsed(parsed, message), message)

    async def _answer_either(self, parsed: JsonValue, message: Message) -> None:
        original = recognise(parsed)
        self._speaks_original = original is not None
        match original:
            case Token():
                await self._authenticate(original)
            case Command():
                await self._run_command(original, message)
            case None:
                await self._send(await self._gateway.dispatcher.dispatch_parsed(parsed, message), message)

    async def _authenticate(self, original: Token) -> None:
        try:
            self.session.let_in(original.token)
        except ServiceError as error:
            _log.info("refused: %s", error)
            await self._turn_away()

    async def _run_command(self, command: Command, message: Message) -> None:
        if not self.session.authenticated:
            await self._turn_away()
            return
        async with self._commands:
            await self._send(await self._command_answer(command, message), message)

    async def _command_answer(self, command: Command, message: Message) -> str:
        dispatcher = self._gateway.dispatcher
        try:
            answer = await serve(
                command,
                lambda method, params: dispatcher.call(method, params, message),
                camera_selected=self.session.selected_camera is not None,
            )
            return await encode_in_pieces(answer)
        except Exception as error:  # the client waits for an answer to each command
            failure = incident(f"the command {command.name!s:.64}", error)
            return encode({"status": "error", "message": failure.message, "command": command.name})

    async def _turn_away(self) -> None:
        await self._outbox.send(encode(UNAUTHORIZED))
        await self.close(WSCloseCode.POLICY_VIOLATION, "unauthorized")

    async def _send(self, answer: str | bytes | None, message: Message) -> None:
        if answer is not None:
            await message.answered_with(answer)
            await self._outbox.send(answer)


async def _parsed(data: bytes) -> JsonValue | ServiceError:
    """Return what a message says, or why it cannot be read."""
    try:
        return await parse_in_pieces(data)
    except ServiceError as error:
        return error


def _is_utf_8(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unread(error: ServiceError) -> dict[str, JsonValue]:
    is_json = error.name is not ErrorName.PARSE_ERROR
    return {"status": "error", "message": error.message} if is_json else dict(INVALID_JSON)
