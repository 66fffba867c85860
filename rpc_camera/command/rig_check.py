"""What `rpc-camera doctor` sees of the rig that a service is a host of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.command.finding import Finding, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera_client.types import Camera, RigHost

_RIG: Final = "rig"
_BUS: Final = "See that the NATS server runs; why it cannot be reached is in the log of `rpc-camera serve`."


def check_rig(own: str, hosts: Sequence[RigHost], cameras: Sequence[Camera]) -> list[Finding]:
    """Return what is found of the hosts, as the host `own` lists them, and of names that several bodies have."""
    others = [host for host in hosts if host["host"] != own]
    found = [*filter(None, map(_silence, others)), *filter(None, map(_double_id, cameras))]
    found += filter(None, map(_double_label, cameras))
    if any(host["reachable"] for host in others):  # without the bus no host knows its address
        found += filter(None, map(_no_address, hosts))
    return [_together(own, others), *found]


def _together(own: str, others: Sequence[RigHost]) -> Finding:
    if not others:
        message = f"The host {own} is alone in its rig: no other one is there, or the NATS server cannot be reached."
        return Finding(_RIG, State.WARNING, message, _BUS)
    if not any(host["reachable"] for host in others):
        return Finding(_RIG, State.FAULT, f"The host {own} reaches none of the {len(others)} others.", _BUS)
    reached = sum(host["reachable"] for host in others)
    how_many = f"all other hosts ({reached})" if reached == len(others) else f"{reached} of {len(others)} other hosts"
    return Finding(_RIG, State.OK, f"The host {own} reaches {how_many}.")


def _silence(host: RigHost) -> Finding | None:
    if host["reachable"]:
        return None
    remedy = "See that it is on, and on the network, and that `rpc-camera serve --rig` runs there."
    return Finding(_RIG, State.FAULT, f"The host {host['host']} does not answer.", remedy)


def _no_address(host: RigHost) -> Finding | None:
    if host["address"] is not None:
        return None
    message = f"The host {host['host']} has no address for the others: its pictures and live view come by no gateway."
    return Finding(_RIG, State.WARNING, message, "Start it with `serve --host ::`, or with its own address.")


def _double_label(camera: Camera) -> Finding | None:
    if "label_doubt" not in camera:
        return None
    remedy = f"`rpc-camera label {camera['id']} NAME` gives it another one."
    return Finding(_RIG, State.WARNING, f"{camera['id']}: {camera['label_doubt']}", remedy)


def _double_id(camera: Camera) -> Finding | None:
    if "@" not in camera["id"] or "id_doubt" not in camera:
        return None
    return Finding(
        _RIG, State.WARNING, f"{camera['id']}: {camera['id_doubt']}", "Give each a label: `rpc-camera label`."
    )
