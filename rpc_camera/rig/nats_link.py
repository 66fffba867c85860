"""One connection to a NATS server, from when it is made until it is lost: nothing of it goes over to the next."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nats.aio.client import Client, RawCredentials
from nats.errors import FlushTimeoutError, NoServersError, SlowConsumerError

from rpc_camera.rig.nats_connection import NatsConnection

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable, Callable

    from nats.aio.msg import Msg
    from nats.aio.subscription import Subscription

    from rpc_camera.rig.nats_access import NatsAccess
    from rpc_camera.rig.nats_url import NatsAddress

CONNECT_S: Final = 2
_PING_S: Final = 0.5
_PINGS: Final = 2
_MOST_UNSENT_BYTES: Final = 8 << 20
_MOST_VIOLATIONS: Final = 100
_NOT_PERMITTED: Final = "permissions violation"
_REFUSED: Final = re.compile(r'permissions violation for publish to "([^"]*)"')
_OTHERS_NAME: Final = " (is --rig-host the name that these credentials are for?)"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much of one subscription may wait for its turn in the event loop; what comes beyond is dropped."""

    messages: int = 16_384
    bytes: int = 64 << 20


class NatsLink(Client):
    """nats-py's client without its reconnecting, which keeps what was not sent, and gives up for ever on some errors.

    `ended` is set when the link is lost, or closed. Messages wait for `in_use`, which its owner sets, and `refused`,
    which is called with the subject of each message that the server does not permit, in lower case as nats-py has it.
    """

    def __init__(self, address: NatsAddress, *, tls: bool, backlog: Backlog) -> None:
        super().__init__()
        self.address = address
        self.refused: Callable[[str], None] = _nobody_listens
        self.in_use = asyncio.Event()
        self.ended = asyncio.Event()
        self._backlog = backlog
        self._dropped: Counter[str] = Counter()
        self._violations: set[str] = set()
        self._connect_error: Exception | None = None
        self._transport = self._connection = NatsConnection(tls=tls, heard=self._on_bytes)

    @property
    def local_address(self) -> str:
        """The address of this machine by which it reaches the server."""
        return self._connection.local_address

    async def open(self, access: NatsAccess, name: str, context: ssl.SSLContext | None) -> None:
        """Connect as `name`. What is raised is what the network, TLS, nats-py or the server says."""
        connecting = asyncio.create_task(self._connect(access, name, context))
        connecting.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # nobody may be waiting
        try:
            await self._connected(connecting)
        except BaseException as error:
            connecting.cancel()
            self._connection.close()
            connecting.add_done_callback(lambda _: self._connection.close())  # what it has opened all the same
            if isinstance(error, NoServersError):
                raise self._connect_error or ConnectionError() from None
            raise

    async def _connected(self, connecting: asyncio.Task[None]) -> None:
        """Wait for the link; nats-py passes over a cancellation that comes with an error, so `connecting` is a task."""
        done, _ = await asyncio.wait({connecting}, timeout=CONNECT_S)
        if not done:
            raise TimeoutError
        await connecting
        if not self.is_connected:
            raise ConnectionResetError

    async def _connect(self, access: NatsAccess, name: str, context: ssl.SSLContext | None) -> None:
        credentials, seed = access.read_credentials(), access.read_nkey()
        await self.connect(
            [f"nats://{self.address}"],
            error_cb=self._on_error,
            closed_cb=self._on_closed,
            name=name,
            allow_reconnect=False,
            max_reconnect_attempts=1,
            reconnect_time_wait=0,
            connect_timeout=CONNECT_S,
            ping_interval=_PING_S,  # type: ignore[arg-type]  # nats-py only sleeps for it
            max_outstanding_pings=_PINGS,
            pending_size=_MOST_UNSENT_BYTES,
            flush_timeout=CONNECT_S,
            tls=context,
            user=access.user or None,
            password=access.password if access.user else None,
            token=access.token or None,
            user_credentials=RawCredentials(credentials) if credentials else None,
            nkeys_seed_str=seed or None,
        )

    async def subscribe(  # noqa: PLR0917 - as nats-py has it
        self,
        subject: str,
        queue: str = "",
        cb: Callable[[Msg], Awaitable[None]] | None = None,
        future: asyncio.Future[Msg] | None = None,
        max_msgs: int = 0,
        pending_msgs_limit: int = 0,
        pending_bytes_limit: int = 0,
    ) -> Subscription:
        """Subscribe with the bounds of this link; the services of nats-py, which call it, know none."""
        return await super().subscribe(
            subject,
            queue,
            cb,
            future,
            max_msgs,
            pending_msgs_limit or self._backlog.messages,
            pending_bytes_limit or self._backlog.bytes,
        )

    async def flush(self, timeout: int = CONNECT_S) -> None:  # noqa: ASYNC109 - as nats-py has it
        """Wait until the server has all that was sent, `timeout` seconds at most; nats-py's ping alone overtakes it."""
        await self._flush_pending(force_flush=True)
        await super().flush(timeout)

    async def _close(self, status: int, do_cbs: bool = True) -> None:
        """Drop what was not sent: nats-py would wait for it to be sent, and never say that the link is lost."""
        self._pending.clear()
        self._pending_data_size = 0
        await super()._close(status, do_cbs)

    def _on_bytes(self) -> None:
        """Note that the server is there: the answer to a ping may be behind many bytes."""
        self._pings_outstanding = 0

    async def _on_closed(self) -> None:
        self.ended.set()

    async def _on_error(self, error: Exception) -> None:
        """Log what the link lives on with. What ends it, `last_error` has as well."""
        if not self.is_connected:
            self._connect_error = error
        elif isinstance(error, SlowConsumerError):
            self._log_dropped(error.sub.subject)
        elif _NOT_PERMITTED in str(error):
            self._log_violation(str(error).partition(_NOT_PERMITTED)[2].strip())
            if refused := _REFUSED.search(str(error)):
                self.refused(refused[1])
        elif isinstance(error, FlushTimeoutError):
            _log.warning("the NATS server at %s takes messages more slowly than they are sent", self.address)

    def _log_dropped(self, subject: str) -> None:
        """Log the first, and from then on each time that there are twice as many."""
        self._dropped[subject] += 1
        count = self._dropped[subject]
        if count & (count - 1) == 0:
            _log.warning("messages for %s came faster than they were taken: %d dropped so far", subject, count)

    def _log_violation(self, what: str) -> None:
        if what not in self._violations and len(self._violations) < _MOST_VIOLATIONS:
            self._violations.add(what)
            what = what.removeprefix("for ")
            hint = _OTHERS_NAME if what.startswith("subscription") else ""
            _log.warning("the NATS server at %s does not permit: %s%s", self.address, what, hint)


def _nobody_listens(_subject: str) -> None:
    """Do nothing, until there is somebody who wants to know."""
