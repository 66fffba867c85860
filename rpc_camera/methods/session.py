"""What one client's connection carries from call to call."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.about import is_about
from rpc_camera.methods.authentication import network_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from rpc_camera.camera.live_view.viewer import Viewer
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.distant_grant import DistantGrant
    from rpc_camera.methods.grants import Grant
    from rpc_camera.methods.links import Maker
    from rpc_camera.methods.service import Service
    from rpc_camera.work import Work


@dataclass(eq=False)
class Notification:
    """A notification; with `data`, it is sent as a binary frame, as `binary_frame` makes it.

    It can be for several connections: `frame` is for the edge to keep what it has made of it for the first.
    """

    method: str
    params: Mapping[str, JsonValue]
    data: bytes | None = None
    frame: bytes | None = field(default=None, init=False, repr=False)


class NotificationQueue(Protocol):
    """The notifications that wait to be sent to one connection: of those with the same key only the newest."""

    def put(self, key: Hashable, make: Callable[[int], Notification], *, fresh: bool = False) -> None:
        """Send what `make` returns as soon as the client reads it; `make` is given how many it has replaced.

        `fresh`: it has to be new when it arrives, so it is not sent before the client has most of what was.
        """

    def withdraw(self, key: Hashable) -> None:
        """Send no more of `key` that waits."""


@dataclass(eq=False)
class Session:
    """The state of one client: an HTTP request has one for its own length.

    `peer` is the client's address, by which failed authentications are counted. `grant` is what the token is good for
    that it has shown, `token`; None until then. `can_notify` is false where the
    transport cannot carry notifications (HTTP POST). `selected_camera` is a camera id. `events` are the names of the
    notifications this client subscribed to; whoever owns the connection filters by it. `notifications` is the queue of
    those that are for this client alone; None where `can_notify` is false. `previews` are the live views that are sent
    to it, by camera id. `requests` are those in work, by id: numbers of the same value are the same id, a string is
    never that of a number. `address` is the service's, as this client knows it, such as `http://localhost:8765`.
    `refusal` is why the token that it has shown is not accepted: no call is then. `made_for` is the token of another
    host's client, where that host asks for it.
    """

    service: Service
    peer: str
    can_notify: bool
    grant: Grant | None = None
    refusal: ServiceError | None = None
    made_for: DistantGrant | None = None
    address: str = ""
    token: str = field(default="", repr=False)
    selected_camera: str | None = None
    events: set[str] = field(default_factory=set)
    notifications: NotificationQueue | None = None
    requests: dict[JsonValue, list[Work]] = field(default_factory=dict)
    previews: dict[str, Viewer] = field(default_factory=dict)
    _beginning: set[Viewer] = field(default_factory=set)
    _ended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the connection has not ended."""
        return not self._ended

    @property
    def authenticated(self) -> bool:
        """Whether the client has shown a token."""
        return self.grant is not None

    @property
    def client(self) -> str:
        """Who it is where clients share something: all with one token of the file, or of one network."""
        if self.grant is not None and self.grant.digest:
            return f"token {self.grant.name}"
        return network_of(self.peer)

    @property
    def digest(self) -> bytes:
        """The digest of the token that the client has shown."""
        if self.grant is None:
            raise RuntimeError("Nothing is made for who has shown no token.")
        return self.grant.digest

    @property
    def maker(self) -> Maker:
        """The token that signed links are made with, which end with it."""
        return self.made_for or self.digest

    def may_see(self, event: object) -> bool:
        """Return whether the client's token is for what the params of an event are about."""
        return self.grant is None or self.grant.cameras is None or is_about(event, self.grant.cameras)

    def let_in(self, token: str) -> None:
        """Authenticate the client, or raise ServiceError, UNAUTHORIZED or RATE_LIMITED."""
        self.grant = self.service.authenticator.verify(token, self.peer)
        self.token = token

    @contextmanager
    def beginning_to_watch(self, viewer: Viewer) -> Iterator[None]:
        """Have `viewer` leave if the block fails, or if the connection ends meanwhile or has ended already."""
        self._beginning.add(viewer)
        try:
            if self._ended:
                viewer.leave()
            yield
        except BaseException:
            viewer.leave()
            if self.notifications:
                self.notifications.withdraw(viewer)
            raise
        finally:
            self._beginning.discard(viewer)

    def revoke(self) -> None:
        """Let nothing more come of a client whose token is not good any more; what a camera is at is finished."""
        self.refusal = ServiceError(ErrorName.UNAUTHORIZED, "The token was revoked.")
        self.events.clear()
        for work in [work for works in self.requests.values() for work in works]:
            work.cancel()
        self.end()

    def end(self) -> None:
        """Let go of what the connection held, and end work that only reads for it."""
        self._ended = True
        for work in [work for works in self.requests.values() for work in works if work.only_answers]:
            work.cancel()
        for viewer in (*self.previews.values(), *self._beginning):
            viewer.leave()
        self.previews.clear()
