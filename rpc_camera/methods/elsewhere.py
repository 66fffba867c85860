"""The cameras of a rig's other hosts, as methods and edge see them: how they are asked, and where their bytes are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import unquote

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Mapping
    from contextlib import AbstractAsyncContextManager

    from rpc_camera.camera.live_view.viewer import Viewer
    from rpc_camera.contract.types import FilesSetting, PreviewState
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.distant_grant import DistantUse

_OF_CAMERA: Final = re.compile(r"/cameras/[!-~]+")


class ElsewhereCamera(Protocol):
    """A camera of another host, as it is now: it may be on a third one the next time that somebody looks."""

    @property
    def host(self) -> str:
        """The host's name in the rig."""

    @property
    def id(self) -> str:
        """The camera's id in the rig: what clients call it, and what is signed in the gateway's own addresses."""

    @property
    def local_id(self) -> str:
        """Its id on its host."""

    @property
    def address(self) -> str:
        """Where clients and gateway reach that host over HTTP: `http://192.0.2.7:8765`."""

    def asked_with(self, alias: str) -> ElsewhereCamera:
        """Return it as asked for a client with the token of this alias: addresses that it signs end with that."""

    async def call(self, method: str, params: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Call a method on the host, and return its result; `params` name the camera by its `local_id`.

        ServiceError: what the host has answered, with the camera's `id`; or HOST_UNREACHABLE, OUTCOME_UNKNOWN.
        """


class HostAnswer(Protocol):
    """What a host has answered over HTTP: the head is there, the body comes."""

    @property
    def status(self) -> int:
        """The HTTP status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The header fields, whatever the case of their names."""

    async def read(self, limit_bytes: int) -> bytes:
        """Return the body. ServiceError HOST_UNREACHABLE: it was cut, or has more than `limit_bytes`."""

    async def error(self) -> ServiceError | None:
        """Return the error that is the body of a refusal; None where it is none in JSON."""

    def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body as it comes. ServiceError HOST_UNREACHABLE: it was cut."""

    def parts(self) -> AsyncIterator[tuple[Mapping[str, str], bytes]]:
        """Yield headers and body of each part of a multipart body. ServiceError HOST_UNREACHABLE: it was cut."""


class HostHttp(Protocol):
    """Requests to hosts of the rig, at addresses that they have signed; no token is sent with them."""

    def request(
        self,
        camera: ElsewhereCamera,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: AsyncIterable[bytes] | None = None,
    ) -> AbstractAsyncContextManager[HostAnswer]:
        """Send a request, and have its answer within the block, after which the connection is closed.

        `body` is asked for its first piece when the host wants it. ServiceError: HOST_UNREACHABLE, or OUTCOME_UNKNOWN
        where all of a body was sent.
        """


class Feed(Protocol):
    """Live view of a camera."""

    @property
    def state(self) -> PreviewState:
        """Whether frames come."""

    def join(self, viewer: Viewer) -> None:
        """Show frames to `viewer` from now on. ServiceError: the camera is gone."""


class ElsewhereFeeds(Protocol):
    """Live views of the cameras of other hosts."""

    def feed(self, camera: ElsewhereCamera, max_fps: float) -> Feed:
        """Return what shows at most so many frames a second; one who joins it is shown all of them."""


class Elsewhere(Protocol):
    """The rig's other hosts."""

    @property
    def files(self) -> FilesSetting:
        """Whether clients fetch bytes from the hosts that have the cameras, or by way of this one."""

    @property
    def http(self) -> HostHttp:
        """Requests to the hosts."""

    @property
    def feeds(self) -> ElsewhereFeeds:
        """Live views."""

    async def body(self, name: str) -> str | None:
        """Return what stands for the camera called `name`, of this host or another, whatever else it is called.

        None: nobody has such a one, or several have.
        """

    def own_id(self, name: str) -> str:
        """Return what this host calls a camera of its own that has `name` in the rig; other names stay as they are."""

    async def is_good(self, use: DistantUse) -> bool:
        """Return whether a token of another host is still good for `use`.

        ServiceError HOST_UNREACHABLE: that host, which alone knows, does not answer.
        """

    async def find(self, name: str | None) -> ElsewhereCamera | None:
        """Return the camera called `name`; None where it is one of this host, or where nobody has such a one.

        ServiceError HOST_UNREACHABLE: it is another host's, which does not answer.
        """


def absolute(camera: ElsewhereCamera, url: JsonValue) -> str:
    """Return an address that the camera's host has signed, with where that host is before it.

    ServiceError HOST_UNREACHABLE: it is none of something that a camera has.
    """
    if not _OF_CAMERA.fullmatch(str(url)) or not {".", ".."}.isdisjoint(unquote(str(url)).partition("?")[0].split("/")):
        message = f"{camera.host} has answered with an address that is none of a camera's."
        raise ServiceError(ErrorName.HOST_UNREACHABLE, message, camera.id, details={"host": camera.host})
    return f"{camera.address}{url}"
