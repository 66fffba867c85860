"""The published contract over HTTP: `/openrpc.json` and `/schemas/`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from rpc_camera.edge.etags import is_known

if TYPE_CHECKING:
    from collections.abc import Mapping

OPENRPC = "openrpc.json"


@dataclass(frozen=True)
class _Document:
    body: bytes
    etag: str


class Documents:
    """Serves JSON files that change only with the server's version, to pages from anywhere."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        index = json.dumps({"files": sorted(files)}, indent=2).encode()
        self._documents = {
            path: _Document(body, hashlib.sha256(body).hexdigest()[:32]) for path, body in {**files, "": index}.items()
        }

    async def openrpc(self, request: web.Request) -> web.Response:
        """Answer GET /openrpc.json."""
        return self._answer(request, OPENRPC)

    async def schema(self, request: web.Request) -> web.Response:
        """Answer GET /schemas/{path}; without a path, `{"files": [paths]}`."""
        return self._answer(request, request.match_info["path"])

    def _answer(self, request: web.Request, path: str) -> web.Response:
        document = self._documents.get(path)
        headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
        if document is None:
            return web.Response(status=404, text="There is no such file; /schemas/ lists them.\n", headers=headers)
        if is_known(request, document.etag):
            response = web.Response(status=304, headers=headers)
        else:
            response = web.Response(body=document.body, content_type="application/json", headers=headers)
        response.etag = document.etag
        return response
