"""The published contract over HTTP: `/openrpc.json` and `/schemas/`."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from aiohttp import web

from rpc_camera.edge.etags import is_known

if TYPE_CHECKING:
    from collections.abc import Mapping

OPENRPC = "openrpc.json"


class Documents:
    """Serves JSON files that change only with the server's version, to pages from anywhere."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._index = json.dumps({"files": sorted(files)}, indent=2).encode()
        self._etags: dict[str, str] = {}

    async def openrpc(self, request: web.Request) -> web.Response:
        """Answer GET /openrpc.json."""
        return self._answer(request, OPENRPC)

    async def schema(self, request: web.Request) -> web.Response:
        """Answer GET /schemas/{path}; without a path, `{"files": [paths]}`."""
        return self._answer(request, request.match_info["path"])

    def _answer(self, request: web.Request, path: str) -> web.Response:
        body = self._files.get(path) if path else self._index
        headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
        if body is None:
            return web.Response(status=404, text="There is no such file; /schemas/ lists them.\n", headers=headers)
        etag = self._etag(path, body)
        if is_known(request, etag):
            response = web.Response(status=304, headers=headers)
        else:
            response = web.Response(body=body, content_type="application/json", headers=headers)
        response.etag = etag
        return response

    def _etag(self, path: str, body: bytes) -> str:
        if path not in self._etags:
            self._etags[path] = hashlib.sha256(body).hexdigest()[:32]
        return self._etags[path]
