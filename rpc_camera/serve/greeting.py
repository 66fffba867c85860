"""What a person reads when the service has started."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from rpc_camera import __version__
from rpc_camera.camera.registry.usb_watch import USB_DEVICES
from rpc_camera.contract.types import Ability, CameraState
from rpc_camera.left_server import OF_UNIT
from rpc_camera.serve.hosts import EVERYWHERE, is_loopback, outward_address, place
from rpc_camera.serve.own_name import own_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.serve.options import ServeOptions


_COMMANDS: Final = {"capture_image": "capture --download", "list_cameras": "cameras"}
_ADVICE: Final = {
    CameraState.CONNECTING: "It is being opened; list_cameras has it when it is ready.",
    CameraState.LOST: "See that it is on, awake and connected; it is tried again until it answers.",
    CameraState.FAILED: "Close other programs that use it (on a desktop: gio mount -s gphoto2), or switch it off "
    "and on.",
}


def greeting(
    options: ServeOptions,
    port: int,
    cameras: Sequence[TetheredCamera],
    new_ticket: Callable[[], str] | None = None,
    usb_devices: Path = USB_DEVICES,
) -> str:
    """Return the start-up text: addresses, token, cameras and what they support, what to try next.

    `new_ticket` returns what an address of the page has in its fragment; None: the text may be kept, and has none.
    """
    secure = "s" if options.tls_cert else ""
    at = place("localhost" if options.hosts[0] in EVERYWHERE else options.hosts[0], port)
    token = options.token if options.token_is_new else "the one in API_TOKEN"
    lines = [
        f"rpc-camera {__version__} is ready.",
        "",
        f"  Page       {_page(f'http{secure}://{at}', new_ticket)}",
        f"  JSON-RPC   ws{secure}://{at}/rpc   and by HTTP POST, http{secure}://{at}/rpc",
        f"  Old format ws{secure}://{at}/",
        f"  Contract   http{secure}://{at}/openrpc.json",
        f"  Token      {token}{'   (new at each start; set API_TOKEN to keep one)' if options.token_is_new else ''}",
        *_network_lines(options, port, new_ticket),
        *_rig_lines(options),
        *_beside_lines(options, f"http{secure}://{at}"),
        *([f"  Saving     new pictures to {options.save_dir}/{options.save_name}"] if options.save_dir else []),
        "",
        *_camera_lines(cameras, usb_devices, is_gateway=options.rig is not None and not options.rig.has_cameras),
        "",
        "Try next, in another terminal:",
        "",
        *_example(f"http{secure}://{at}/rpc", options, cameras),
    ]
    return "\n".join(lines)


def _page(address: str, new_ticket: Callable[[], str] | None) -> str:
    return f"{address}/#ticket={new_ticket()}   (opens once; it lasts an hour)" if new_ticket else f"{address}/"


def _network_lines(options: ServeOptions, port: int, new_ticket: Callable[[], str] | None) -> list[str]:
    secure = "s" if options.tls_cert else ""
    others = [outward_address(host) if host in EVERYWHERE else host for host in options.hosts]
    everywhere = [place(other, port) for other, host in zip(others, options.hosts, strict=True) if host in EVERYWHERE]
    named = [place(host, port) for host in options.hosts[1:] if host not in EVERYWHERE]
    labelled = [*(("Also at   ", at) for at in named), *(("From other machines:", at) for at in everywhere[:1])]
    lines = []
    for label, at in labelled:
        lines.append(f"  {label} ws{secure}://{at}/rpc   and   http{secure}://{at}/rpc")
        lines.append(f"    the page {_page(f'http{secure}://{at}', new_ticket)}")
    if not secure and not all(map(is_loopback, options.hosts)):
        lines.append("  Without TLS the token and the pictures travel in the clear: see --tls-cert.")
    return lines


def _rig_lines(options: ServeOptions) -> list[str]:
    if options.rig is None:
        return []
    servers = ", ".join(map(str, options.rig.access.addresses))
    return [f"  Rig        as {options.rig.host}, by the NATS server at {servers}; list_cameras has all hosts' cameras"]


def _beside_lines(options: ServeOptions, address: str) -> list[str]:
    lines = []
    if options.mqtt:
        topics = f"{options.mqtt.topics.prefix}/…"
        lines.append(f"  MQTT       {topics} at {options.mqtt.access}; the log says when the broker is there")
    if options.metrics:
        needed = "without a token" if options.metrics.is_open else "with a token for all cameras"
        lines.append(f"  Metrics    {address}/metrics   {needed}")
    if options.mdns:
        lines.append(f"  mDNS       announced as {options.mdns!r}: `rpc-camera discover` finds it")
    return lines


def _camera_lines(cameras: Sequence[TetheredCamera], usb_devices: Path, *, is_gateway: bool) -> list[str]:
    if is_gateway and not cameras:
        return ["This host has no cameras of its own (--no-cameras); it serves those of the others."]
    if not cameras:
        return [
            "No camera yet: connect one by USB and switch it on, and it appears by itself."
            if usb_devices.is_dir()
            else "No camera, and USB is not visible here: connect one and start again.",
            "To try without a camera, start with --virtual 1; for one on the network, with --camera ptpip:ADDRESS.",
        ]
    lines = ["Cameras"]
    for camera in cameras:
        lines.append(f"  {camera.id}: {camera.identity.name} on {camera.source.port}, {camera.state}")
        if camera.identity.abilities:
            lines.append(f"    supports {', '.join(camera.identity.abilities)}")
        if camera.state_reason:
            lines.append(f"    {camera.state_reason}")
        if camera.identity.id_doubt:
            lines.append(f"    {camera.identity.id_doubt}")
        if advice := _ADVICE.get(camera.state):
            lines.append(f"    {advice}")
    return lines


def _can_take_a_picture(camera: TetheredCamera) -> bool:
    return camera.state is CameraState.READY and Ability.CAPTURE_IMAGE in camera.identity.abilities


def _example(url: str, options: ServeOptions, cameras: Sequence[TetheredCamera]) -> list[str]:
    token = options.token if options.token_is_new else "$API_TOKEN"
    export = [] if options.token_is_new else ["  export API_TOKEN=…   # the same"]
    method = "capture_image" if len(cameras) == 1 and _can_take_a_picture(cameras[0]) else "list_cameras"
    insecure = " --insecure" if options.tls_cert else ""
    return [
        *export,
        f'  curl -sS{insecure} {url} -H "Authorization: Bearer {token}" \\',
        f'    -d \'{{"jsonrpc": "2.0", "id": 1, "method": "{method}"}}\'',
        "",
        f"  {_who_needs_no_token(f'{own_name()} {_COMMANDS[method]}')}",
    ]


def _who_needs_no_token(command: str) -> str:
    if os.environ.get("XDG_RUNTIME_DIR") == str(OF_UNIT.parent):  # nobody logs in as the user of the unit
        return f"sudo {command}   # root on this machine needs no token"
    return f"{command}   # the same user on this machine needs no token"
