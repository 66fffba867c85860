"""`rpc-camera watch`: the service's events as they come, a line of JSON each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from rpc_camera.command.failure import UsageError
from rpc_camera.command.numbers import count
from rpc_camera.command.options import Has, add_command

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import NotificationName

_EXAMPLES: Final = """\
  rpc-camera watch
  rpc-camera watch --events file_added,camera_removed
  rpc-camera watch --events file_added | jq -r .params.file.path"""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(
        commands, "watch", "print events as they come, a line of JSON each", _EXAMPLES, _watch, has=Has.LOCAL
    )
    parser.add_argument("--events", metavar="NAME,…", help="only these (default: all)")
    parser.add_argument("--count", type=count, metavar="N", help="end after so many")


async def _watch(work: Work) -> None:
    known = (await work.session.get_server_info())["events"]
    names = [name for name in (work.arguments.events or "").split(",") if name] or list(known)
    if unknown := sorted(set(names) - set(known)):
        raise UsageError(f"There is no event {unknown[0]!r}; there are: {', '.join(known)}.")
    await work.session.subscribe(cast("list[NotificationName]", names))
    left = work.arguments.count
    async for event in work.session.events():
        work.output.document({"event": event["method"], "params": event["params"]})
        left = left and left - 1
        if left == 0:
            return
