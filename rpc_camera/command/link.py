"""`rpc-camera link`: addresses for software that keeps one, and can show no token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rpc_camera.command.address import is_this_machine
from rpc_camera.command.numbers import above_zero
from rpc_camera.command.options import Has, add_command, add_group
from rpc_camera.command.output import note

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import DurableLink

KINDS: Final = ("preview", "latest")
_DAY: Final = len("2027-01-31")
_CREATE: Final = """\
  rpc-camera link create latest --name dashboard
  rpc-camera link create preview --camera z-5-6012345 --max-fps 5
  rpc-camera link create preview --expires 2027-01-31T12:00:00Z"""
_LIST: Final = """\
  rpc-camera link list
  rpc-camera link list --json | jq -r '.links[].link_id'"""
_REVOKE: Final = """\
  rpc-camera link revoke 4f0c2a9be1d7"""


def add(commands: Commands) -> None:
    """Add the commands."""
    group = add_group(commands, "link", "make and revoke addresses that need no token, and last")
    text = "make an address of live view, or of the newest picture"
    creating = add_command(group, "create", text, _CREATE, _create, has=Has.CAMERA)
    creating.add_argument("kind", choices=KINDS, metavar="KIND", help="preview: live view; latest: the newest picture")
    creating.add_argument("--name", metavar="NAME", help="what it is for, as `link list` has it")
    creating.add_argument("--max-fps", type=above_zero, metavar="FPS", help="the most frames a second for one viewer")
    creating.add_argument("--expires", metavar="TIME", help="when it ends: 2027-01-31T12:00:00Z; without it, never")
    add_command(group, "list", "list the addresses that were made, without their keys", _LIST, _list, has=Has.NOTHING)
    revoking = add_command(group, "revoke", "end an address, and what is seen by it", _REVOKE, _revoke, has=Has.NOTHING)
    revoking.add_argument("link_id", metavar="LINK", help="its id, as `link list` has it")


async def _create(work: Work) -> None:
    arguments, base = work.arguments, _base(work.url)
    made = await work.session.create_link(
        arguments.kind,
        name=arguments.name,
        max_fps=arguments.max_fps,
        expires_at=arguments.expires,
        camera=work.camera,
    )
    urls = {"jpeg_url": f"{base}{made['jpeg_url']}"}
    if "mjpeg_url" in made:
        urls["mjpeg_url"] = f"{base}{made['mjpeg_url']}"
    if not work.output.for_person:
        work.output.document({**made, **urls})
        return
    for url in urls.values():
        work.output.line(url)
    note(f"It is shown this once; `rpc-camera link revoke {made['link']['link_id']}` ends it.")
    if is_this_machine(host := urlsplit(work.url).hostname or ""):
        note(f"For other machines, write the name of this one for {host}.")


async def _list(work: Work) -> None:
    listed = await work.session.list_links()
    if not work.output.for_person:
        work.output.document(listed)
        return
    head = ("Link", "Camera", "Shows", "Name", "Made", "By", "Ends")
    work.output.table(head, [_row(each) for each in listed["links"]], whole=2)


async def _revoke(work: Work) -> None:
    revoked = await work.session.revoke_link(work.arguments.link_id)
    if work.output.for_person:
        work.output.line(f"{revoked['link_id']} is over.")
    else:
        work.output.document(revoked)


def _row(link: DurableLink) -> tuple[object, ...]:
    made = link["created_at"][:_DAY], link["created_by"]
    ends = link["expires_at"].replace("T", " ") if "expires_at" in link else "never"
    return link["link_id"], link["camera"], link["kind"], link.get("name", ""), *made, ends


def _base(url: str) -> str:
    """Return the service's address for the WebSocket's, which ends in `/rpc`."""
    return url.replace("ws", "http", 1).removesuffix("/rpc")
