"""What `rpc-camera doctor` sees of the service: address, token, versions, cameras."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rpc_camera.command.address import find_service, is_this_machine
from rpc_camera.command.entry import failure, tls
from rpc_camera.command.finding import Finding, State
from rpc_camera.command.rig_check import check_rig
from rpc_camera_client import ConnectFailed, RpcCameraError, Session, errors

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from rpc_camera.command.address import Service
    from rpc_camera_client.types import Camera, GetServerInfoResult

_LIBRARY = "import gphoto2; print(gphoto2.gp_library_version(gphoto2.GP_VERSION_SHORT)[0])"
_HELP_OF_STATE = "Close other programs that use it, or switch it off and on."


async def check_service(arguments: argparse.Namespace) -> list[Finding]:
    """Return what is found of the service that is meant."""
    service = find_service(arguments)
    try:
        session = await Session.connect(service.url, token=service.token, ssl=tls(arguments), reconnect=None)
    except ConnectFailed as error:
        return [await _absent(service, error), await _library_here()]
    except errors.Unauthorized as error:
        return [Finding("service", State.OK, f"It answers at {service.url}."), _token(failure(error)[1], State.FAULT)]
    async with session:
        return await _present(service, session)


async def _absent(service: Service, error: ConnectFailed) -> Finding:
    parts = urlsplit(service.url)
    if not is_this_machine(parts.hostname or ""):
        return Finding("service", State.FAULT, str(error), "See that both machines are on, and on one network.")
    try:
        _, writer = await asyncio.open_connection(parts.hostname, parts.port)
    except OSError:
        return Finding(
            "service",
            State.WARNING,
            f"None runs at {service.url}; the port is free.",
            "Start `rpc-camera serve`, or give a command --local.",
        )
    writer.close()
    return Finding("service", State.FAULT, str(error), f"Another program has port {parts.port}: use --port and --url.")


async def _library_here() -> Finding:
    """Return libgphoto2's version as a process of its own finds it: the library can crash."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _LIBRARY, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    printed, _ = await process.communicate()
    if process.returncode:
        return Finding("libgphoto2", State.FAULT, "It cannot be loaded.", "Install rpc-camera again with pip.")
    return Finding("libgphoto2", State.OK, printed.decode().strip())


async def _present(service: Service, session: Session) -> list[Finding]:
    info = await session.get_server_info()
    answers = Finding("service", State.OK, f"rpc-camera {info['version']} answers at {service.url}.")
    library = Finding("libgphoto2", State.OK, info["libgphoto2_version"])
    if not info["authenticated"]:
        words = "None was found for this service."
        return [answers, _token(words, State.FAULT, failure(errors.Unauthorized(""))[1].strip()), library]
    return [
        answers,
        _token(f"It is right{_good_for(info)}.", State.OK),
        library,
        *await _cameras(session, info.get("host")),
    ]


def _good_for(info: GetServerInfoResult) -> str:
    """Return what the token is good for, as the end of a sentence; "" of an older service, whose one token is."""
    if (grant := info.get("grant")) is None:
        return ""
    cameras = ", ".join(grant["cameras"]) if "cameras" in grant else "all cameras"
    return f": {grant['name']}, with the scope {grant['scope']} for {cameras}"


def _token(message: str, state: State, remedy: str = "") -> Finding:
    return Finding("token", state, message, remedy)


async def _cameras(session: Session, host: str | None) -> list[Finding]:
    try:
        listed = await session.list_cameras()
    except RpcCameraError as error:
        return [Finding("cameras", State.FAULT, failure(error)[1])]
    rig = check_rig(host, listed.get("hosts", []), listed["cameras"]) if host else []
    return [*_states(listed["cameras"]), *rig]


def _states(cameras: Sequence[Camera]) -> list[Finding]:
    if not cameras:
        return [Finding("cameras", State.WARNING, "None is there.", "Connect one by USB and switch it on.")]
    return [
        Finding("camera", State.OK, f"{each['id']} is ready.")
        if each["state"] == "ready"
        else Finding(
            "camera",
            State.WARNING if each["state"] == "connecting" else State.FAULT,
            f"{each['id']} is {each['state']}. {each.get('state_reason', '')}".strip(),
            _HELP_OF_STATE,
        )
        for each in cameras
    ]
