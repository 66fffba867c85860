"""Tries every writable setting of a body that was made from a dump, and looks whether what is said is true."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.rigs.rpc_client import RpcError
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.usb.emulated_usb import EmulatedUsb

# What a body may say to a value. Anything else, such as internal_error, is a fault of the service.
_REFUSALS: Final = frozenset(
    {"camera_error", "camera_busy", "not_supported", "config_read_only", "config_invalid_value", "config_not_applied"}
)
_OPENED_S: Final = 60
_PAUSE_S: Final = 0.1
_SETTABLE: Final = frozenset({"text", "radio", "menu", "range", "toggle"})


@dataclass
class Trial:
    """What became of the settings of one body, by name. `untrue`: it has another value than was said to be taken."""

    settings: int = 0
    taken: dict[str, object] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    untrue: dict[str, tuple[object, object]] = field(default_factory=dict)
    duration_s: float = 0.0

    @property
    def tried(self) -> int:
        """How many settings were to be set."""
        return len(self.taken) + len(self.refused) + len(self.faults)


async def try_body(usb: EmulatedUsb, state: Path) -> Trial:
    """Set every writable setting of the body that is plugged in to another of its values."""
    trial, began = Trial(), time.monotonic()
    async with _client(usb, state) as client:
        await client.call("get_camera")
        widgets = (await client.call("list_config"))["widgets"]
        trial.settings = len(widgets)
        for widget in widgets:
            if not widget["readonly"] and (value := another(widget)) is not None:
                await _try(client, trial, widget["name"], value)
    suspects = await _differing(usb, state, trial.taken)
    if suspects:  # maybe it is the same property as one that was set later: once more, one by one
        for name in suspects:
            async with _client(usb, state) as client:
                await _try(client, trial, name, trial.taken[name])
            trial.untrue |= await _differing(usb, state, {name: trial.taken[name]})
    trial.duration_s = time.monotonic() - began
    return trial


@asynccontextmanager
async def _client(usb: EmulatedUsb, state: Path) -> AsyncIterator[RpcClient]:
    """Have a service, whose driver remembers nothing, and a client of it."""
    async with running_service(state, usb_devices=usb.devices) as service, service.client() as client:
        async with asyncio.timeout(_OPENED_S):  # the one before may hold the body for a moment
            while [each["state"] for each in (await client.call("list_cameras"))["cameras"]] != ["ready"]:  # noqa: ASYNC110
                await asyncio.sleep(_PAUSE_S)
        yield client


async def _try(client: RpcClient, trial: Trial, name: str, value: object) -> None:
    try:
        trial.taken[name] = (await client.call("set_config", name=name, value=value))["value"]
    except RpcError as error:
        kind = trial.refused if error.name in _REFUSALS else trial.faults
        kind[name] = f"{error.name}: {error.message}"


async def _differing(usb: EmulatedUsb, state: Path, taken: dict[str, object]) -> dict[str, tuple[object, object]]:
    """Return those settings of which the body has another value, with what was said and what it has."""
    async with _client(usb, state) as client:
        widgets = (await client.call("list_config"))["widgets"]
    has = {each["name"]: each["value"] for each in widgets if each["path"].partition("/")[0] != "actions"}
    return {name: (value, has[name]) for name, value in taken.items() if name in has and has[name] != value}


def another(widget: dict[str, Any]) -> object:
    """Return a value of a setting other than the one it has; None: there is none."""
    kind, value = widget["type"], widget["value"]
    if kind not in _SETTABLE:
        return None
    if kind in {"radio", "menu"}:
        return next((choice for choice in widget["choices"] if choice != value), None)
    if kind == "toggle":
        return not value
    if kind == "text":
        return "2" if value != "2" else "3"
    limits = widget["range"]
    return limits["max"] if value != limits["max"] else limits["min"]
