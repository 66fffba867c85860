"""`rpc-camera page`: an address that opens the service's page in a browser, which needs no token then."""

from __future__ import annotations

import asyncio
import webbrowser
from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import CommandError
from rpc_camera.command.options import Has, add_command

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work

_EXAMPLES: Final = """\
  rpc-camera page --open
  rpc-camera page --url studio.local      for a browser elsewhere
The address works once, and for an hour at most: whoever opens it first is let in."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "page", "print an address of the page", _EXAMPLES, _page, has=Has.NOTHING)
    parser.add_argument("--open", action="store_true", help="open it in this machine's browser")


async def _page(work: Work) -> None:
    created = await work.session.create_ticket()
    address = page_address(work.url, created["ticket"])
    if work.output.for_person:
        work.output.line(address)
    else:
        work.output.document({"url": address, "expires_at": created["expires_at"]})
    if work.arguments.open and not await asyncio.to_thread(webbrowser.open, address):
        raise CommandError("No browser could be started here: open that address by hand.")


def page_address(url: str, ticket: str) -> str:
    """Return the page's address for the WebSocket's, which ends in `/rpc`."""
    return f"{url.replace('ws', 'http', 1).removesuffix('rpc')}#ticket={ticket}"
