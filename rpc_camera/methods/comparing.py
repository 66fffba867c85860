"""The method that says in which settings cameras differ: it is made of those that read them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import SettingMethod
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.differences import differences, reading_of
from rpc_camera.methods.several import for_each, refuse_as_one

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.differences import BodyReading
    from rpc_camera.methods.several import Handler, Params

_READERS = {
    SettingMethod.SET_EXPOSURE: "get_exposure",
    SettingMethod.SET_CAPTURE_SETTINGS: "get_capture_settings",
}
_WHERE_NAMES_ARE: Final = (
    "list_config names all settings of a camera, get_exposure and get_capture_settings the common ones."
)


def comparing(methods: Mapping[str, Handler]) -> Handler:
    """Return the handler of `compare_config`, which reads by these `methods`, each for one camera."""

    async def read(call: Call, params: Params) -> BodyReading:
        listed = await methods["list_config"](call, params)
        camera = {"camera": params["camera"]}
        common = {method: (await methods[name](call, camera))["settings"] for method, name in _READERS.items()}
        return reading_of(listed["widgets"], common, params.get("section"))

    async def compare_config(call: Call, params: types.CompareConfigParams) -> types.CompareConfigResult:
        """Say in which settings cameras differ. ServiceError CONFIG_NOT_FOUND: none of them has one of `names`."""
        section = {"section": params["section"]} if "section" in params else {}
        parts = await for_each("compare_config", read, call, section, params["cameras"])
        refuse_as_one(parts)
        bodies: dict[str, BodyReading] = {part.camera: part.result for part in parts if not part.error}
        names = frozenset(params.get("names", ()))
        _check_names(names, [*bodies.values()])
        found = await asyncio.to_thread(differences, bodies if len(bodies) > 1 else {}, names)
        failed = [(part.camera, part.error) for part in parts if part.error]
        return {
            "differing": found.differing,
            "equal": found.equal,
            "partial": found.partial,
            "failed": [{"camera": camera, "error": failure_of(error)} for camera, error in failed],
            "complete": not failed,
        }

    return cast("Handler", compare_config)


def _check_names(names: frozenset[str], bodies: Sequence[BodyReading]) -> None:
    for name in sorted(names) if bodies else ():
        if not any(body.has(name) for body in bodies):
            raise _not_found(name, sorted({each for body in bodies for each in (*body.common, *body.widgets)}))


def _not_found(name: str, known: Sequence[str]) -> ServiceError:
    from difflib import get_close_matches  # noqa: PLC0415 - few ask for what there is not

    similar = get_close_matches(name, known, n=3)
    meant = f"Did you mean '{similar[0]}'? " if similar else ""
    return ServiceError(
        ErrorName.CONFIG_NOT_FOUND,
        f"None of these cameras has a setting '{name}'.",
        remedy=f"{meant}{_WHERE_NAMES_ARE}",
        details={"similar": similar},
    )
