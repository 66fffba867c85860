"""What a person sees who opens the service's address in a browser."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import Final

from aiohttp import web

from rpc_camera.edge.hardening import CONTENT_POLICY

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>rpc-camera</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }</style>
<h1>rpc-camera</h1>
<p>This service puts cameras on the network: JSON-RPC 2.0 over a WebSocket or HTTP POST at <code>/rpc</code>.</p>
<ul>
<li><a href="/openrpc.json">/openrpc.json</a>: every method, for people and code generators</li>
<li><a href="/schemas/">/schemas/</a>: the JSON Schemas it is made of</li>
</ul>
<p>A client authenticates with the token that the service showed at its start. Without it:</p>
<pre>curl --data '{"jsonrpc": "2.0", "id": 1, "method": "get_server_info"}' <span id="address">ADDRESS/rpc</span></pre>
<script>SCRIPT</script>
"""
# Only the browser knows whether a proxy before the service made it https.
_SCRIPT: Final = 'document.getElementById("address").textContent = location.origin + "/rpc"'
_SCRIPT_HASH: Final = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()


def page_response(address: str) -> web.Response:
    """Return the page; `address` is the service's own URL as far as it knows, for browsers without scripts."""
    text = _PAGE.replace("SCRIPT", _SCRIPT).replace("ADDRESS", escape(address))
    headers = {"Content-Security-Policy": f"{CONTENT_POLICY}; script-src 'sha256-{_SCRIPT_HASH}'"}
    return web.Response(text=text, content_type="text/html", headers=headers)
