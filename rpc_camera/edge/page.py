"""What a person sees who opens the service's address in a browser."""

from __future__ import annotations

from html import escape

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
<pre>curl --data '{"jsonrpc": "2.0", "id": 1, "method": "get_server_info"}' ADDRESS/rpc</pre>
"""


def page(address: str) -> str:
    """Return the page as HTML; `address` is the service's own URL."""
    return _PAGE.replace("ADDRESS", escape(address))
