"""A session with the service, which outlives its connections."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self

from rpc_camera_client._backoff import Backoff
from rpc_camera_client._core import CallOptions, Core
from rpc_camera_client._download import Download, destination
from rpc_camera_client._folder import FolderCopy, FolderDownload
from rpc_camera_client._group import GroupCopy, GroupDownload
from rpc_camera_client._group_names import DEFAULT_NAME, GroupNames
from rpc_camera_client._http import http_session, report_step, report_to
from rpc_camera_client._link import Target
from rpc_camera_client._live_view import Frame, live_view
from rpc_camera_client._methods import Methods
from rpc_camera_client._upload import Upload
from rpc_camera_client.events import EventSource

if TYPE_CHECKING:
    import ssl as tls
    from collections.abc import AsyncGenerator, Callable, Mapping
    from types import TracebackType

    from aiohttp import ClientSession

    from rpc_camera_client._feed import EventStream
    from rpc_camera_client._gap import EventsMissedParams
    from rpc_camera_client.events import ProgressParams
    from rpc_camera_client.types import File, GroupManifest

_NONE: Final[Mapping[str, Any]] = MappingProxyType({})
CONNECT_S: Final = 20.0
KEEPALIVE_S: Final = 5.0


class Session(Methods, EventSource):
    """All that the service can do, each method by its name; calls run at the same time, and each gets its own answer.

        async with await Session.connect("ws://localhost:8765/rpc", token="…") as session:
            picture = await session.capture_image()

    When the connection ends, the calls under way raise ConnectionLost, which says whether repeating them is safe. The
    session connects again, authenticates, selects the camera and subscribes as before, and brings back the events that
    were missed, each once; calls made meanwhile wait for that. Where events are lost, `events_missed` stands for them.
    """

    def __init__(self, core: Core, options: CallOptions) -> None:
        self._core = core
        self._options = options

    @classmethod
    async def connect(
        cls,
        url: str,
        *,
        token: str | None = None,
        ssl: tls.SSLContext | None = None,
        headers: Mapping[str, str] = _NONE,
        reconnect: Backoff | None = Backoff(),  # noqa: B008 - frozen
        keepalive_s: float = KEEPALIVE_S,
        connect_s: float = CONNECT_S,
        deadlines_s: Mapping[str, float] = _NONE,
    ) -> Self:
        """Open `url`, which ends in `/rpc`, and authenticate when there is a token.

        `reconnect=None` ends the session with its first connection. A connection on which nothing has come for
        `keepalive_s`, and nothing comes in half of that after a ping, is lost. `deadlines_s` are, by the method's name,
        how long a call may take.

        ConnectFailed: no service answers there; its HandshakeRefused: with an HTTP status. RpcCameraError: the service
        refuses, as it does with `Unauthorized` when the token is wrong.
        """
        target = Target(url, ssl, headers, keepalive_s, connect_s)
        core = Core(target, token, reconnect, deadlines_s)
        await core.start()
        return cls(core, CallOptions())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the session: calls that wait raise SessionClosed, and iterators over events end."""
        await self._core.close()

    @property
    def is_connected(self) -> bool:
        """Whether there is a connection now, on which all is restored."""
        return self._core.is_connected

    def with_progress(self, callback: Callable[[ProgressParams], object]) -> Self:
        """Return this same session, with `callback` called with how far each call is that is made on what is returned.

        It may be async; a call returns after the last of its callbacks has.
        """
        return type(self)(self._core, replace(self._options, on_progress=callback))

    def with_deadline(self, seconds: float) -> Self:
        """Return this same session, with that long for each call that is made on what is returned, waiting included."""
        if not seconds > 0:
            raise ValueError("A deadline is a number of seconds above 0.")
        return type(self)(self._core, replace(self._options, deadline_s=seconds))

    async def call(self, method: str, params: Mapping[str, object]) -> object:
        """Return the result of `method`; params that are None are left out. RpcCameraError when refused.

        ConnectionLost and CallTimedOut say whether repeating is safe. ValueError: the params have what JSON cannot
        carry. When it is cancelled, also by asyncio.timeout, so is the request. What waits is not begun, a download
        ends, and a bulb exposure is closed; what the camera cannot stop, such as a capture once released, is finished,
        and the event log has its files.
        """
        return await self._core.call(method, params, self._options)

    async def download(self, path: str, to: Path | str, *, camera: str | None = None, overwrite: bool = False) -> Path:
        """Fetch the camera's file `path` over HTTP, to the file `to` or into that folder; return where it is.

        A text that ends in `/` is a folder, which is made where it is missing.

        It is resumed after faults, also of the service, as long as each of eight tries brings something, and compared
        with its SHA-256; until then it has another name, and where it fails, there is nothing. FileExistsError: the
        name is taken. RpcCameraError: the service refuses; `DigestMismatch`: other bytes came. OSError: of the disk,
        or of the network in the end. Progress comes to `with_progress`, in bytes.
        """
        plain, base = self._without_progress(), self._core.target.http_base
        report = report_to(self._options.on_progress, path, "reading")
        async with self._http() as http:
            download = Download(base, http, lambda: plain.get_file_url(path, camera=camera), report)
            return await download.save(await asyncio.to_thread(destination, to), overwrite=overwrite)

    async def download_folder(
        self, folder: str, to: Path | str, *, camera: str | None = None, flatten: bool = False
    ) -> FolderCopy:
        """Fetch all files of the camera's `folder`, and of those within, into the folder `to`, as `download` does.

        The folders within are kept; with `flatten`, all files go into `to` itself. A name that another file has gets a
        number: nothing is replaced, and nothing goes outside `to`. What is here already is not fetched: a record in
        `to`, `.rpc-camera.jsonl`, has size, time and SHA-256 of what came, which the file here still has to have. Of
        files here that are not in it, the service is asked for the digest.

        After a file that fails it goes on, unless the camera or the service is gone; FolderIncomplete names those that
        did not come, and the next call fetches them. Progress over the whole comes to `with_progress`, in bytes, and
        after each file also in files. Errors are those of `list_files` otherwise, and OSError of `to` itself.
        """
        report = partial(report_step, self._options.on_progress)
        async with self._http() as http:
            work = FolderDownload(self._core.target.http_base, http, self._without_progress(), report)
            return await work.save(folder, Path(to), camera, flatten=flatten)

    async def download_group(
        self, group: GroupManifest | str, to: Path | str, *, name: str = DEFAULT_NAME, wait_s: float = 60.0
    ) -> GroupCopy:
        """Fetch all files of a group into a folder of `to` that is named after it, as `download` does.

        `group` is its manifest or its id. `name` is what a file is called: a template with `{label}` (the camera's
        when it was fired, else its id), `{camera}`, `{host}`, `{original}`, `{stem}`, `{ext}`, and folders, with `/`.
        Files whose names are alike have the camera's id too. What is here already is not fetched, as with
        `download_folder`; a part that came before is gone on with. Beside the files, `manifest.json` has what became of
        each camera, and name and SHA-256 of each file.

        A file comes from where tethering has saved it on the camera's host, else from the card, if that still has it
        with the size and time that it had. What tethering has yet to save is waited for, up to `wait_s`. Files of
        several hosts come at once, and where one fails the others come all the same. GroupIncomplete names what is
        missing, cameras without a picture too; the next call fetches it. Progress over the whole comes to
        `with_progress`, in bytes and in files. Errors are those of `get_group` otherwise, ValueError of `name`, and
        OSError of `to` itself.
        """
        names, plain = GroupNames(name), self._without_progress()
        manifest = await plain.get_group(group) if isinstance(group, str) else group
        report = partial(report_step, self._options.on_progress)
        async with self._http() as http:
            work = GroupDownload(self._core.target.http_base, http, plain, report)
            return await work.save(manifest, Path(to), names, wait_s)

    async def upload(
        self, source: Path | str, folder: str, *, name: str | None = None, camera: str | None = None
    ) -> File:
        """Store the file `source` in that folder of the camera over HTTP, as `name` or under its own; return the file.

        The service compares it with its SHA-256 before the camera gets any of it. It is sent again after faults, up to
        five times in all: as the service overwrites nothing, none of it is stored twice. RpcCameraError: the service
        refuses, `FileExists` where the name is taken. OSError: of the disk, or of the network in the end. ValueError:
        `name` has a slash. Progress comes to `with_progress`, in bytes sent.
        """
        source = Path(source)
        name = source.name if name is None else name
        if not name or "/" in name:
            raise ValueError(f"{name!r} is no name for a file: it has a slash, or is empty.")
        path = f"{folder.rstrip('/')}/{name}"
        report = report_to(self._options.on_progress, path, "writing")
        async with self._http(sends_bytes=source.stat().st_size) as http:
            upload = Upload(self._core.target.http_base, http, self._without_progress(), report)
            return await upload.send(source, path, camera)

    def live_view(self, *, camera: str | None = None, max_fps: float | None = None) -> AsyncGenerator[Frame, None]:
        """Return an iterator over frames, each time the newest; a slow reader misses those between.

        Live view starts with the first step, goes on after the connection was made again, and is stopped when the
        loop is left. It ends with `close`. RpcCameraError: the camera has none, or is not there.
        """
        return live_view(self, camera, max_fps)

    def events(self) -> EventStream:
        """Return an async iterator over all that is subscribed to, beginning with the first that no iterator has had.

        Of several at the same time each gets every event. It ends with `close`; raises what ends the session otherwise.
        Frames of live view are left out.
        """
        return self._core.inbox.feed.stream()

    def on_events_missed(self, handler: Callable[[EventsMissedParams], object]) -> Callable[[], None]:
        """Call `handler`, which may be async, where events are lost; return what ends that."""
        return self._add_handler("events_missed", handler)

    def _add_handler(self, name: str, handler: Callable[[Any], object]) -> Callable[[], None]:
        return self._core.inbox.add_handler(name, handler)

    def _without_progress(self) -> Session:
        return Session(self._core, replace(self._options, on_progress=None))

    def _http(self, *, sends_bytes: int = 0) -> ClientSession:
        target = self._core.target
        return http_session(target.http_base, target.headers, target.ssl, sends_bytes=sends_bytes)
