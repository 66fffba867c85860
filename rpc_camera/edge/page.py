"""The control page: what a person sees who opens the service's address in a browser.

Its source is `web/`; `page_files/` has it as `web/build` makes it, so that a user needs no Node.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import hdrs, web

from rpc_camera.edge.etags import is_known

INDEX: Final = "index.html"
_FOLDER: Final = Path(__file__).parent / "page_files"
# Everything comes from the service itself: scripts and styles as files, pictures also from what scripts hold.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class _PageFile:
    body: bytes
    compressed: bytes
    content_type: str
    etag: str


class Page:
    """Serves the page's files, which change only with the server's version."""

    def __init__(self) -> None:
        self._files: dict[str, _PageFile] = {}

    async def index(self, request: web.Request) -> web.Response:
        """Answer GET / of a browser."""
        return self._answer(request, INDEX)

    async def file(self, request: web.Request) -> web.Response:
        """Answer GET /page/{name}."""
        return self._answer(request, request.match_info["name"])

    def _answer(self, request: web.Request, name: str) -> web.Response:
        file = self._find(name)
        if file is None:
            return web.Response(status=404, text="The page has no such file.\n")
        headers = {
            "Content-Security-Policy": _POLICY,
            "Cache-Control": "no-cache",  # asked for each time, and answered by its ETag: a new version shows at once
            "Vary": "Accept-Encoding",
        }
        takes_gzip = "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "").lower()
        etag = f"{file.etag}-gzip" if takes_gzip else file.etag
        if is_known(request, etag):
            response = web.Response(status=304, headers=headers)
        else:
            encoding = {"Content-Encoding": "gzip"} if takes_gzip else {}
            body = file.compressed if takes_gzip else file.body
            response = web.Response(body=body, headers={**headers, **encoding, "Content-Type": file.content_type})
        response.etag = etag
        return response

    def _find(self, name: str) -> _PageFile | None:
        """Return a file, read when it is first asked for: who needs no page need not have it in memory."""
        if not self._files:
            self._files = {path.name: _read(path) for path in _FOLDER.iterdir()}
        return self._files.get(name)


def _read(path: Path) -> _PageFile:
    body = path.read_bytes()
    content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = content_type.startswith("text/") or content_type.endswith(("javascript", "json"))
    return _PageFile(
        body=body,
        compressed=gzip.compress(body, mtime=0),
        content_type=f"{content_type}; charset=utf-8" if text else content_type,
        etag=hashlib.sha256(body).hexdigest()[:32],
    )
