"""Answers in JSON over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from rpc_camera.edge.outgoing import SMALL_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping


def json_answer(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return an answer that ends with a line end, so that a shell's prompt does not stick to it.

    A large one, which nobody reads in a terminal, would have to be copied for that, and is sent as it is.
    """
    line_end = "\n" if len(text) <= SMALL_BYTES else ""
    return web.json_response(text=text + line_end, status=status, headers=headers)
