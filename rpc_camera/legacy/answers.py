"""The answer to one command of the original format, from the result or the error of a method call."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from rpc_camera.errors import ErrorName
from rpc_camera.legacy.commands import NO_CAMERA_SELECTED, MethodCall, RefusedCommandError, to_call

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.errors import JsonValue
    from rpc_camera.legacy.messages import Command, JsonObject

TOGGLE_UNKNOWN = 2


async def serve(
    command: Command, call_method: Callable[[str, JsonObject], Awaitable[JsonObject]], *, camera_selected: bool
) -> JsonObject:
    """Return the answer to `command`; `call_method(method, params)` returns a JSON-RPC Response object."""
    try:
        call = to_call(command, camera_selected=camera_selected)
    except RefusedCommandError as refused:
        return _refusal(command, str(refused))
    response = await call_method(call.method, call.params)
    if "error" in response:
        return _refusal(command, _reason(call, cast("JsonObject", response["error"])))
    members = _MEMBERS[call.method](call, cast("JsonObject", response["result"]))
    return {"status": "ok", **members, "command": command.name}


def _refusal(command: Command, message: str) -> JsonObject:
    return {"status": "error", "message": message, "command": command.name}


def _reason(call: MethodCall, error: JsonObject) -> str:
    """Return what the JSON-RPC error object `error` of a call is in the words of the original."""
    message = str(error["message"])
    match cast("JsonObject", error["data"])["name"]:
        case ErrorName.CONFIG_NOT_FOUND:
            message = f"Config '{call.params['name']}' not found."
        case ErrorName.NO_CAMERA_SELECTED:
            message = NO_CAMERA_SELECTED
        case ErrorName.INVALID_PARAMS:
            message = f"Invalid payload: {message}"
    return message


def _cameras(_call: MethodCall, result: JsonObject) -> JsonObject:
    cameras = [{name: camera[name] for name in ("name", "port", "index")} for camera in _objects(result["cameras"])]
    return {"cameras": cameras}


def _selected(call: MethodCall, _result: JsonObject) -> JsonObject:
    return {"message": f"Camera on port {call.params['camera']} selected"}


def _captured(_call: MethodCall, result: JsonObject) -> JsonObject:
    files = _objects(result["files"])
    # Of a RAW+JPEG pair the original's clients can show the JPEG.
    shown = next((file for file in files if file["mime_type"] == "image/jpeg"), files[0])
    return {"message": "Image captured successfully", "camera_filepath": shown["path"]}


def _downloaded(_call: MethodCall, result: JsonObject) -> JsonObject:
    return {
        "message": "Image downloaded successfully",
        "filename": result["filename"],
        "mimetype": result["mime_type"],
        "image_b64": result["image_base64"],
    }


def _configs(_call: MethodCall, result: JsonObject) -> JsonObject:
    return {"configs": [_config(widget) | {"path": widget["path"]} for widget in _objects(result["widgets"])]}


def _config_set(call: MethodCall, result: JsonObject) -> JsonObject:
    return {"message": f"Config {call.params['name']} set to {call.params['value']}"} | _one_config(call, result)


def _one_config(_call: MethodCall, widget: JsonObject) -> JsonObject:
    """Return a widget with every member there is; those that do not apply are null."""
    return {"choices": None, "range": None, "path": None} | _config(widget)


def _config(widget: JsonObject) -> JsonObject:
    config: JsonObject = {
        "config_name": widget["name"],
        "label": widget["label"],
        "type": widget["type"],
        "value": _value(widget),
        "readonly": widget["readonly"],
    }
    return config | {name: widget[name] for name in ("choices", "range") if name in widget}


def _value(widget: JsonObject) -> JsonValue:
    value = widget["value"]
    match widget["type"]:
        case "toggle":
            return int(value) if isinstance(value, bool) else TOGGLE_UNKNOWN
        case "date" if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    return value


def _objects(value: JsonValue) -> list[JsonObject]:
    return cast("list[JsonObject]", value)


_MEMBERS: dict[str, Callable[[MethodCall, JsonObject], JsonObject]] = {
    "list_cameras": _cameras,
    "select_camera": _selected,
    "capture_image": _captured,
    "download_image": _downloaded,
    "list_config": _configs,
    "get_config": _one_config,
    "set_config": _config_set,
}
