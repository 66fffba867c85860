"""`python -m benchmarks.echo`: a server that does nothing but answer, the floor under any on aiohttp.

Its first line on standard output is its address.
"""

from __future__ import annotations

import asyncio
import sys

from aiohttp import web


async def main() -> None:
    """Serve until standard input ends; each message, by WebSocket or POST, goes back as it came."""
    app = web.Application()
    app.add_routes([web.get("/", _echo), web.post("/", _echo_post)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    print(f"http://{host}:{port}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


async def _echo(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(compress=False)
    await socket.prepare(request)
    async for message in socket:
        await socket.send_str(message.data)
    return socket


async def _echo_post(request: web.Request) -> web.Response:
    return web.json_response(text=await request.text())


if __name__ == "__main__":
    asyncio.run(main())
