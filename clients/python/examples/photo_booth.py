"""A photo booth in a browser, at http://localhost:8080/: photo_booth.py FOLDER [COMMAND THAT PRINTS A FILE…].

RPC_CAMERA_URL and RPC_CAMERA_TOKEN say where the service is, and a token for one camera, of the scope `operate`.
BOOTH_VIEW is its live view, as `rpc-camera link create preview` prints it; BOOTH_PORT is another port for the page.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path

from aiohttp import typedefs, web

from rpc_camera_client import RpcCameraError, Session

URL = os.environ.get("RPC_CAMERA_URL", "ws://localhost:8765/rpc")
TOKEN, VIEW = os.environ.get("RPC_CAMERA_TOKEN"), os.environ.get("BOOTH_VIEW")


class Booth:
    """Pictures of one camera into `folder`, each of which the command `printer` prints, if there is one."""

    def __init__(self, session: Session, folder: Path, printer: list[str]) -> None:
        self.session, self.folder, self.printer = session, folder, printer
        self.printing: asyncio.subprocess.Process | None = None

    async def page(self, _: web.Request) -> web.FileResponse:
        """Return the page."""
        return web.FileResponse(Path(__file__).with_suffix(".html"))

    async def state(self, _: web.Request) -> web.Response:
        """Return the cameras that there are, whether the last picture was printed, and what else the page shows."""
        cameras = (await self.session.with_deadline(3).list_cameras())["cameras"]
        printed = not (self.printing and self.printing.returncode)
        pictures = sorted((file.name for file in self.folder.glob("*.[jJ][pP]*[gG]")), reverse=True)[:12]
        return web.json_response({"view": VIEW, "cameras": cameras, "printed": printed, "pictures": pictures})

    async def shoot(self, request: web.Request) -> web.Response:
        """Take a picture, save it, and have its JPEG printed; other sites' pages cannot have that done."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise web.HTTPForbidden
        files = (await self.session.capture_image())["files"]
        now = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
        saved = [await self.session.download(each["path"], self.folder / f"{now}-{each['filename']}") for each in files]
        jpeg = next((file for file in saved if file.suffix.lower() in {".jpg", ".jpeg"}), None)
        if jpeg and self.printer:
            self.printing = await asyncio.create_subprocess_exec(*self.printer, jpeg)
        return web.json_response({"picture": jpeg and jpeg.name})


@web.middleware
async def in_words(request: web.Request, handler: typedefs.Handler) -> web.StreamResponse:
    """Answer with what a guest is told of an error."""
    try:
        return await handler(request)
    except (ConnectionError, TimeoutError):
        words = "The camera's computer does not answer. The booth goes on by itself when it is back."
    except RpcCameraError as error:
        words = error.message
    except OSError as error:
        words = f"The booth cannot do that: {error}."
    return web.json_response({"trouble": words})


async def start(folder: Path, printer: list[str]) -> web.Application:
    """Return the booth with its session, which connects again by itself whenever it has lost its connection."""
    booth = Booth(await Session.connect(URL, token=TOKEN), folder, printer)
    app, files = web.Application(middlewares=[in_words]), web.static("/pictures", folder)
    app.add_routes([web.get("/", booth.page), web.get("/state", booth.state), web.post("/shoot", booth.shoot), files])
    app.on_cleanup.append(lambda _: booth.session.close())
    return app


def main(folder: Path, printer: list[str]) -> None:
    """Serve the booth's page until Ctrl-C."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        web.run_app(start(folder, printer), host="localhost", port=int(os.environ.get("BOOTH_PORT", "8080")))
    except (ConnectionError, RpcCameraError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    if len(sys.argv) == 1 or not TOKEN or not VIEW:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
