"""A photo booth in a browser, at http://localhost:8080/: photo_booth.py FOLDER [COMMAND THAT PRINTS A FILE…].

RPC_CAMERA_URL and RPC_CAMERA_TOKEN say where the service is, and a token for one camera, of the scope `operate`.
BOOTH_PORT is the port of the booth's page, if it is to be another one.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path

from aiohttp import web
from yarl import URL

from rpc_camera_client import RpcCameraError, Session, SessionClosed, errors

SERVICE = os.environ.get("RPC_CAMERA_URL", "ws://localhost:8765/rpc")
PAGE = Path(__file__).with_suffix(".html")
GALLERY = 12


class Booth:
    """Pictures of one camera into `folder`, each of which the command `printer` prints, if there is one."""

    def __init__(self, folder: Path, printer: list[str]) -> None:
        self.folder, self.printer = folder, printer
        self.session: Session | None = None
        self.printing: asyncio.Task[None] | None = None
        self.not_printed = ""
        self.one_at_a_time = asyncio.Lock()

    async def connected(self) -> Session:
        """Return the session; once it has connected, it connects again by itself."""
        async with self.one_at_a_time:
            if self.session is None:
                self.session = await Session.connect(SERVICE, token=os.environ["RPC_CAMERA_TOKEN"])
            return self.session

    async def close(self, _: web.Application) -> None:
        """End the session."""
        if self.session is not None:
            await self.session.close()

    def in_words(self, error: Exception) -> str:
        """Return what a guest is told of an error."""
        if isinstance(error, (errors.Unauthorized, SessionClosed)):
            self.session = None  # which has ended; the next look makes another one
        if isinstance(error, RpcCameraError):
            return error.message
        if isinstance(error, (ConnectionError, TimeoutError)):
            return "The camera's computer does not answer. The booth goes on by itself when it is back."
        return f"The picture cannot be saved: {error}."

    async def trouble(self) -> str:
        """Return why no picture can be taken; empty if one can."""
        try:
            async with asyncio.timeout(3):
                cameras = (await (await self.connected()).list_cameras())["cameras"]
        except (RpcCameraError, OSError) as error:
            return self.in_words(error)
        if len(cameras) != 1:
            return "The booth needs a token for one camera." if cameras else "There is no camera. Is it on?"
        if cameras[0]["state"] in {"ready", "busy"}:
            return ""
        return cameras[0].get("state_reason") or "The camera does not answer yet. Is it on, and its battery charged?"

    async def state(self, _: web.Request) -> web.Response:
        """Tell what is in the way, and the last pictures."""
        pictures = sorted((file.name for file in self.folder.glob("*.[jJ][pP]*[gG]")), reverse=True)
        why = await self.trouble()
        return web.json_response({"ready": not why, "trouble": why or self.not_printed, "pictures": pictures[:GALLERY]})

    async def live(self, _: web.Request) -> web.Response:
        """Send the browser to the service's own live view, at an address that needs no token for a while."""
        try:
            live = await (await self.connected()).get_preview_url()
        except (RpcCameraError, OSError) as error:
            raise web.HTTPServiceUnavailable(text=self.in_words(error)) from error
        origin = URL(SERVICE.replace("ws", "http", 1)).origin()
        raise web.HTTPFound(f"{origin}{live['mjpeg_url']}", headers={"Cache-Control": "no-store"})

    async def shoot(self, request: web.Request) -> web.Response:
        """Take a picture, and save its files; other sites' pages cannot have that done."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise web.HTTPForbidden
        try:
            session = await self.connected()
            files = (await session.capture_image())["files"]
            names = [f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{file['filename']}" for file in files]
            for file, name in zip(files, names, strict=True):
                await session.download(file["path"], self.folder / name)
        except (RpcCameraError, OSError) as error:
            return web.json_response({"trouble": self.in_words(error)})
        shown = next((name for name in names if name.lower().endswith((".jpg", ".jpeg"))), None)
        if shown is None:
            return web.json_response({"trouble": "The camera is set to RAW alone: set it to JPEG as well."})
        if self.printer:
            self.printing = asyncio.create_task(self.print(self.folder / shown))
        return web.json_response({"picture": shown})

    async def print(self, file: Path) -> None:
        """Have a picture printed; whether that went well is seen in `trouble`."""
        try:
            status = await (await asyncio.create_subprocess_exec(*self.printer, file)).wait()
        except OSError:
            status = 1
        self.not_printed = "The last picture is saved, but it was not printed: see to the printer." if status else ""


def main(folder: Path, printer: list[str]) -> None:
    """Serve the booth's page until Ctrl-C."""
    folder.mkdir(parents=True, exist_ok=True)
    booth, app = Booth(folder, printer), web.Application()
    app.router.add_get("/", page)
    app.router.add_get("/state", booth.state)
    app.router.add_get("/live", booth.live)
    app.router.add_post("/shoot", booth.shoot)
    app.router.add_static("/pictures", folder)
    app.on_shutdown.append(booth.close)
    web.run_app(app, host="localhost", port=int(os.environ.get("BOOTH_PORT", "8080")))


async def page(_: web.Request) -> web.FileResponse:
    """Return the page."""
    return web.FileResponse(PAGE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
