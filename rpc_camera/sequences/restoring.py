"""The settings that a sequence changes: read before it begins, restored at its end."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.patience import wait_at_most
from rpc_camera.wire.requests import SetConfig

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable, Mapping

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.contract.types import SequenceStep, Widget
    from rpc_camera.errors import JsonValue

_log = logging.getLogger(__name__)
_DEADLINE_S: Final = 30.0
_PATIENCE_S: Final = 60.0


async def in_settings(camera: TetheredCamera, steps: Iterable[SequenceStep]) -> list[SequenceStep]:
    """Return the steps with the settings of this body that their exposures are.

    ServiceError: the body has no such setting or value in the mode of the step, or it cannot be changed.
    """
    found: list[SequenceStep] = []
    for step in steps:
        exposure = dict(cast("Mapping[str, float | str]", step.get("exposure", {})))
        take_nearest = bool(exposure.pop("nearest", False))
        if "exposure" in step and not exposure:
            raise invalid_param("/steps", "The exposure of a step names no setting that is to be set.")
        settings = await camera.settings.exposure_configs(exposure, take_nearest) if exposure else {}
        both = {**settings, **step.get("settings", {})}
        found.append(cast("SequenceStep", {**step, "settings": both}) if both else step)
    return found


async def original_values(
    camera: TetheredCamera, shots: Iterable[SequenceStep], asked: Iterable[SequenceStep]
) -> dict[str, JsonValue]:
    """Return the present values of the settings that `shots` change; what acts and has no value is left out.

    Those that a client has `asked` for itself are checked, unless the step has a mode: what they can be depends on it.

    ServiceError: there is no such setting, or one of the values is none of its choices.
    """
    names = dict.fromkeys(name for shot in shots for name in shot.get("settings", {}))
    widgets = {name: await camera.settings.get(name) for name in names}
    for step in asked:
        for name, value in step.get("settings", {}).items() if "mode" not in step.get("exposure", {}) else ():
            _check(camera, widgets[name], value)
    return {name: widget["value"] for name, widget in widgets.items() if _has_value(widget)}


def _has_value(widget: Widget) -> bool:
    """Return whether there is anything to go back to; a choice that the body makes itself can read as ""."""
    return widget["value"] is not None and not ("choices" in widget and widget["value"] == "")


def _check(camera: TetheredCamera, widget: Widget, value: JsonValue) -> None:
    choices = widget.get("choices")
    if choices and isinstance(value, str) and value not in choices:
        raise ServiceError(
            ErrorName.CONFIG_INVALID_VALUE,
            f"{value[:80]!r} is no value for {widget['name']!r}: it takes one of its choices.",
            camera.id,
            details={"config": widget["name"], "choices": choices},
        )


async def restore_patiently(
    camera: Callable[[], TetheredCamera | None],
    originals: Mapping[str, JsonValue],
    changed: asyncio.Event,
    given_up: Callable[[], bool],
) -> list[str]:
    """Do what `restore` does, and wait a minute for a camera that is away; return the settings that are left.

    `changed` is set by others when a camera comes, and when `given_up` returns something else.
    """
    give_up_at = time.monotonic() + _PATIENCE_S
    while True:
        changed.clear()
        left, away = await restore(camera(), originals)
        patience_s = give_up_at - time.monotonic()
        if not away or given_up() or patience_s <= 0:
            return left
        await wait_at_most(patience_s, changed.wait())
        originals = {name: originals[name] for name in reversed(left)}


async def restore(camera: TetheredCamera | None, originals: Mapping[str, JsonValue]) -> tuple[list[str], bool]:
    """Set settings to what they were, the last first; return those left, and whether the camera is away."""
    left: list[str] = []
    away = camera is None
    for name, value in reversed(list(originals.items())):
        try:
            if camera and not away:
                await camera.line.ask(SetConfig(name, value), deadline_s=_DEADLINE_S, repeatable=True)
                continue
        except ServiceError as error:
            _log.warning("%s could not be restored to %r: %s", name, value, error.message)
            away = error.camera_away
        left.append(name)
    return left, away and bool(left)
