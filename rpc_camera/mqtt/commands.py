"""What the broker's users ask of cameras: each command is a call of a method, and is answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.dispatch.errors import error_object
from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.mqtt.calls import CallError
from rpc_camera.mqtt.choices import EXPOSURE, SETTINGS, number_or_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.mqtt.calls import Calls
    from rpc_camera.mqtt.mirror import CameraMirror

CAPTURE, AUTOFOCUS, FORGET = "capture", "autofocus", "forget"
_METHODS: Final = {CAPTURE: "capture_image", AUTOFOCUS: "autofocus"}
NAMES: Final = frozenset({*_METHODS, *SETTINGS, FORGET})
LONGEST_BYTES: Final = 4096
_LONGEST_ECHO: Final = 64
_REPLY_ID: Final = "id"
_ONLY_LOOKS: Final = ServiceError(
    ErrorName.FORBIDDEN,
    "The service lets the broker's users look, and no more.",
    remedy="Start the service without `--mqtt-scope view`.",
)


@dataclass(frozen=True)
class Command:
    """A command: `text` as it came, or the members of the object that it was; `id` is given back with the answer."""

    name: str
    id: object
    text: str
    members: Mapping[str, Any] | None

    def answered(self, answer: Mapping[str, Any]) -> bytes:
        """Return what is published of the outcome: `result`, or `error` as JSON-RPC has it."""
        correlated = {} if self.id is None else {_REPLY_ID: self.id}
        return json.dumps({"command": self.name, **correlated, "ok": "error" not in answer, **answer}).encode()


def parse_command(name: str, payload: bytes) -> Command:
    """Return the command that came as `payload`: any text, or an object in JSON. ServiceError: it is none."""
    if len(payload) > LONGEST_BYTES:
        raise ServiceError(ErrorName.TOO_LARGE, f"The command has {len(payload)} bytes; at most {LONGEST_BYTES} do.")
    try:
        text = payload.decode().strip()
    except UnicodeDecodeError:
        raise ServiceError(ErrorName.INVALID_REQUEST, "The command is no text in UTF-8.") from None
    if not text.startswith("{"):
        return Command(name, None, text, None)
    try:
        members = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ServiceError(ErrorName.PARSE_ERROR, "The command begins like an object, and is no JSON.") from None
    return Command(name, members.pop(_REPLY_ID, None), text, members)


def _refuse(constant: str) -> None:
    """Refuse NaN and Infinity, which Python's parser takes for numbers."""
    raise ValueError(constant)


def refused(name: str, error: ServiceError) -> bytes:
    """Return what is published of a command that could not be read."""
    return Command(name[:_LONGEST_ECHO], None, "", None).answered({"error": error_object(error)})


async def carry_out(command: Command, camera: CameraMirror, calls: Calls) -> bytes:
    """Do what a command says, and return what is published of the outcome."""
    if not calls.may_operate:
        return command.answered({"error": error_object(_ONLY_LOOKS)})
    try:
        method, params = _call(command, camera)
        return command.answered({"result": await calls.call(method, camera=camera.camera["id"], **params)})
    except CallError as error:
        return command.answered({"error": error.error})
    except ServiceError as error:
        return command.answered({"error": error_object(error)})


def _call(command: Command, camera: CameraMirror) -> tuple[str, dict[str, Any]]:
    """Return the method that a command is, and its params but for the camera."""
    members = dict(command.members or {})
    if "camera" in members or "cameras" in members:
        raise invalid_param("/camera", "the topic says which camera it is for", "The topic names the camera.")
    if method := _METHODS.get(command.name):
        return method, members
    value = _value(command, camera)
    others = {name: each for name, each in members.items() if name != "value"}
    return "set_exposure" if command.name in EXPOSURE else "set_capture_settings", {command.name: value, **others}


def _value(command: Command, camera: CameraMirror) -> object:
    """Return what a setting is to be. ServiceError: the command does not say."""
    given = command.text if command.members is None else command.members.get("value")
    if given is None or given == "":
        raise invalid_param("/value", "it is missing", f"The command does not say what {command.name} is to be.")
    if not isinstance(given, str):
        return given
    choices = camera.settings.get(command.name)
    return choices.value_of(given) if choices else number_or_word(given)
