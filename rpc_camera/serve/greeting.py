"""What a person reads when the service has started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.camera.camera import Camera
    from rpc_camera.serve.options import ServeOptions


def greeting(options: ServeOptions, port: int, cameras: Sequence[Camera]) -> str:
    """Return the start-up text: address, token, cameras and what they support, what to try next."""
    secure = "s" if options.tls_cert else ""
    host = {"0.0.0.0": "localhost", "::": "localhost"}.get(options.host, options.host)  # noqa: S104 - shown, not bound
    place = f"{f'[{host}]' if ':' in host else host}:{port}"
    token = options.token if options.token_is_new else "the one in API_TOKEN"
    lines = [
        f"rpc-camera {__version__} is ready.",
        "",
        f"  JSON-RPC   ws{secure}://{place}/rpc   and by HTTP POST, http{secure}://{place}/rpc",
        f"  Old format ws{secure}://{place}/",
        f"  Contract   http{secure}://{place}/openrpc.json",
        f"  Token      {token}{'   (new at each start; set API_TOKEN to keep one)' if options.token_is_new else ''}",
        "",
        *_camera_lines(cameras),
        "",
        "Try next, in another terminal:",
        "",
        *_example(f"http{secure}://{place}/rpc", options, cameras),
    ]
    return "\n".join(lines)


def _camera_lines(cameras: Sequence[Camera]) -> list[str]:
    if not cameras:
        return [
            "No camera yet: connect one by USB and switch it on, and it appears by itself.",
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
    method = "capture_image" if len(cameras) == 1 else "list_cameras"
    insecure = " --insecure" if options.tls_cert else ""
    return [
        f'  curl -s{insecure} {url} -H "Authorization: Bearer {token}" \\',
        f'    -d \'{{"jsonrpc": "2.0", "id": 1, "method": "{method}"}}\'',
    ]
