"""What a person reads when the service has started."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Final

from rpc_camera import __version__
from rpc_camera.camera.registry.usb_watch import USB_DEVICES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rpc_camera.camera.camera import Camera
    from rpc_camera.serve.options import ServeOptions

_EVERYWHERE: Final = {
    "0.0.0.0": (socket.AF_INET, "192.0.2.1"),  # noqa: S104 - shown, not bound
    "::": (socket.AF_INET6, "2001:db8::1"),
}
"""Hosts that stand for every interface, each with an address elsewhere (RFC 5737, RFC 3849)."""
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def greeting(options: ServeOptions, port: int, cameras: Sequence[Camera], usb_devices: Path = USB_DEVICES) -> str:
    """Return the start-up text: address, token, cameras and what they support, what to try next."""
    secure = "s" if options.tls_cert else ""
    place = _place("localhost" if options.host in _EVERYWHERE else options.host, port)
    token = options.token if options.token_is_new else "the one in API_TOKEN"
    lines = [
        f"rpc-camera {__version__} is ready.",
        "",
        f"  JSON-RPC   ws{secure}://{place}/rpc   and by HTTP POST, http{secure}://{place}/rpc",
        f"  Old format ws{secure}://{place}/",
        f"  Contract   http{secure}://{place}/openrpc.json",
        f"  Token      {token}{'   (new at each start; set API_TOKEN to keep one)' if options.token_is_new else ''}",
        *_network_lines(options, port),
        *([f"  Saving     new pictures to {options.save_dir}/{options.save_name}"] if options.save_dir else []),
        "",
        *_camera_lines(cameras, usb_devices),
        "",
        "Try next, in another terminal:",
        "",
        *_example(f"http{secure}://{place}/rpc", options, cameras),
    ]
    return "\n".join(lines)


def _place(host: str, port: int) -> str:
    return f"{f'[{host}]' if ':' in host else host}:{port}"


def _network_lines(options: ServeOptions, port: int) -> list[str]:
    secure = "s" if options.tls_cert else ""
    lines = []
    if options.host in _EVERYWHERE:
        place = _place(_outward_address(*_EVERYWHERE[options.host]), port)
        lines.append(f"  From other machines: ws{secure}://{place}/rpc   and   http{secure}://{place}/rpc")
    if not secure and options.host not in _THIS_MACHINE:
        lines.append("  Without TLS the token and the pictures travel in the clear: see --tls-cert.")
    return lines


def _outward_address(family: socket.AddressFamily, elsewhere: str) -> str:
    """Return the address by which this machine would reach another, to which nothing is sent; else its name."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((elsewhere, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return socket.gethostname()


def _camera_lines(cameras: Sequence[Camera], usb_devices: Path) -> list[str]:
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
    return lines


def _example(url: str, options: ServeOptions, cameras: Sequence[Camera]) -> list[str]:
    token = options.token if options.token_is_new else "$API_TOKEN"
    export = [] if options.token_is_new else ["  export API_TOKEN=…   # the same"]
    method = "capture_image" if len(cameras) == 1 else "list_cameras"
    insecure = " --insecure" if options.tls_cert else ""
    return [
        *export,
        f'  curl -sS{insecure} {url} -H "Authorization: Bearer {token}" \\',
        f'    -d \'{{"jsonrpc": "2.0", "id": 1, "method": "{method}"}}\'',
    ]
