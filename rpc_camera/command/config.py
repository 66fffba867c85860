"""`rpc-camera config`: cameras' settings, read, changed together, compared, and kept in files."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.command.chosen import ALL, add_cameras, chosen
from rpc_camera.command.failure import CommandError, UsageError
from rpc_camera.command.options import Has, add_command, add_group
from rpc_camera.command.output import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import Failure, SetConfigsOfCamerasResult, SettingDifference, ValueAtCameras, Widget

    Values = dict[str, str | float | bool]

_SET_AT_ONCE: Final = 100
_MOST_CHOICES: Final = 8
_LEAST_COMPARED: Final = 2
_NOT_KEPT: Final = frozenset({"actions", "status", "other"})  # what they do, and what the body reports, is no state
_LIST: Final = """\
  rpc-camera config list
  rpc-camera config list --section imgsettings
  rpc-camera config list --json | jq -r '.widgets[] | select(.readonly | not) | .name'"""
_GET: Final = """\
  rpc-camera config get iso shutterspeed
  rpc-camera config get imgsettings/iso"""
_SET: Final = """\
  rpc-camera config set iso=400
  rpc-camera config set iso=400 f-number=f/8 --camera left    all of them, or none
  rpc-camera config set iso=400 --camera left --camera right    both at the same time
  rpc-camera config set iso=400 --all"""
_SAVE: Final = """\
  rpc-camera config save studio.json
  rpc-camera config save light.json --section imgsettings"""
_APPLY: Final = """\
  rpc-camera config apply studio.json
  rpc-camera config apply studio.json --section capturesettings"""
_DIFF: Final = """\
  rpc-camera config diff left right
  rpc-camera config diff --all
  rpc-camera config diff left middle right --section imgsettings
  rpc-camera config diff left right --name serialnumber --name iso"""


def add(commands: Commands) -> None:
    """Add the commands."""
    group = add_group(commands, "config", "read and change a camera's settings")
    listing = add_command(group, "list", "list the settings", _LIST, _list)
    getting = add_command(group, "get", "show settings, with what they can be", _GET, _get)
    getting.add_argument("names", nargs="+", metavar="NAME", help="a setting's name, or its path")
    setting = add_command(group, "set", "change settings together, all or none", _SET, _set, has=Has.LOCAL)
    setting.add_argument("values", nargs="+", metavar="NAME=VALUE", help="a setting and its new value")
    add_cameras(setting, "several are set at the same time")
    saving = add_command(group, "save", "write the settings that can be changed to a file", _SAVE, _save)
    saving.add_argument("file", type=Path, metavar="FILE", help="a new file, as JSON")
    applying = add_command(group, "apply", "set what a file of `save` has, all or none", _APPLY, _apply)
    applying.add_argument("file", type=Path, metavar="FILE", help="what `save` wrote")
    comparing = add_command(group, "diff", "show in what cameras differ", _DIFF, _diff, has=Has.LOCAL)
    comparing.add_argument("cameras", nargs="*", metavar="CAMERA", help="two or more, by id, port or label")
    comparing.add_argument("--all", action="store_true", help=ALL)
    comparing.add_argument(
        "--name", action="append", dest="names", metavar="NAME", help="only this setting, even if it cannot be set"
    )
    for parser in (listing, saving, applying, comparing):
        parser.add_argument("--section", metavar="NAME", help="only those of this section, such as imgsettings")


async def _list(work: Work) -> None:
    listed = await work.session.list_config(section=work.arguments.section, camera=work.camera)
    if not work.output.for_person:
        work.output.document(listed)
        return
    rows = [(each["path"], each["label"], _shown(each), _can_be(each)) for each in listed["widgets"]]
    work.output.table(("Setting", "Label", "Value", "Can be"), rows)


async def _get(work: Work) -> None:
    widgets = [await work.session.get_config(name, camera=work.camera) for name in work.arguments.names]
    _print(work, widgets)


async def _set(work: Work) -> int | None:
    values: Values = {}
    for each in work.arguments.values:
        name, is_given, value = each.partition("=")
        if not is_given or not name:
            raise UsageError(f"{each!r} sets nothing: give NAME=VALUE, as in iso=400.")
        if name in values:
            raise UsageError(f"{name} is given twice: which of them is meant?")
        values[name] = value  # text will do for every type: the service reads it
    cameras = await chosen(work, work.arguments.camera)
    if len(cameras) > 1:
        return _print_of_cameras(work, await work.session.set_configs_of_cameras(cameras, values))
    result = await work.session.set_configs(values, camera=cameras[0] if cameras else None)
    _print(work, result["widgets"])
    return None


async def _save(work: Work) -> None:
    details = await work.session.get_camera(camera=work.camera)
    listed = await work.session.list_config(section=work.arguments.section, camera=details["id"])
    values = {each["path"]: each["value"] for each in listed["widgets"] if _is_kept(each)}
    document = {"camera": details["id"], "model": details["name"], "values": values}
    file: Path = work.arguments.file
    await asyncio.to_thread(_write_new, file, document)
    if work.output.for_person:
        work.output.line(f"{len(values)} settings of {details['id']} are in {file}.")
    else:
        work.output.document({"file": str(file), "settings": len(values)})


async def _apply(work: Work) -> None:
    kept = await asyncio.to_thread(_read, work.arguments.file)
    listed = await work.session.list_config(section=work.arguments.section, camera=work.camera)
    now = {each["path"]: each for each in listed["widgets"]}
    changes: Values = {}
    for path, value in kept.items():
        if path not in now or now[path]["readonly"]:
            if work.arguments.section is None:
                note(f"{path} is left out: this camera cannot set it now.")
        elif now[path]["value"] != value:
            changes[path] = value
    if len(changes) > _SET_AT_ONCE:
        raise CommandError(f"{len(changes)} settings differ, and {_SET_AT_ONCE} can be set together: use --section.")
    widgets = (await work.session.set_configs(changes, camera=work.camera))["widgets"] if changes else []
    if work.output.for_person and not widgets:
        work.output.line("All of them are set so already.")
    else:
        _print(work, widgets)


async def _diff(work: Work) -> int | None:
    arguments = work.arguments
    cameras = await chosen(work, arguments.cameras)
    if len(cameras) < _LEAST_COMPARED:
        raise UsageError("One camera differs from nothing: name two or more, or give --all.")
    found = await work.session.compare_config(cameras, names=arguments.names, section=arguments.section)
    if not work.output.for_person:
        work.output.document(found)
    elif found["differing"]:
        rows = [
            (each["name"], "" if value["value"] is None else value["value"], ", ".join(value["cameras"]))
            for each in found["differing"]
            for value in (*each["values"], *_lacking(each))
        ]
        work.output.table(("Setting", "Value", "Cameras"), rows)
    else:
        work.output.line(f"No difference: {found['equal']} settings are the same.")
    for failure in found["failed"]:
        _note_failure(failure["camera"], failure["error"])
    return None if found["complete"] else 1


def _lacking(difference: SettingDifference) -> list[ValueAtCameras]:
    return [{"value": "(has none)", "cameras": difference["missing"]}] if difference["missing"] else []


def _is_kept(widget: Widget) -> bool:
    section = widget["path"].partition("/")[0]
    is_state = section not in _NOT_KEPT and widget["type"] != "date"
    return is_state and not widget["readonly"] and widget["value"] is not None


def _write_new(file: Path, document: Mapping[str, object]) -> None:
    with file.open("x", encoding="utf-8") as out:
        out.write(f"{json.dumps(document, indent=2, ensure_ascii=False)}\n")


def _read(file: Path) -> Values:
    try:
        values: object = json.loads(file.read_text("utf-8"))["values"]
    except (ValueError, KeyError, TypeError):
        values = None
    if not isinstance(values, dict) or not all(isinstance(value, str | int | float) for value in values.values()):
        raise UsageError(f"{file} is not what `rpc-camera config save` writes.")
    return values


def _print(work: Work, widgets: Sequence[Widget]) -> None:
    if work.output.for_person:
        rows = [(each["name"], _shown(each), _can_be(each)) for each in widgets]
        work.output.table(("Setting", "Value", "Can be"), rows)
    else:
        work.output.document({"widgets": widgets})


def _print_of_cameras(work: Work, result: SetConfigsOfCamerasResult) -> int | None:
    """Print what became of each camera, and return the exit status."""
    if work.output.for_person:
        rows = [
            (part["camera"], each["name"], _shown(each))
            for part in result["cameras"]
            if "result" in part
            for each in part["result"]["widgets"]
        ]
        work.output.table(("Camera", "Setting", "Value"), rows)
    else:
        work.output.document(result)
    for part in result["cameras"]:
        if "error" in part:
            _note_failure(part["camera"], part["error"])
    return None if result["complete"] else 1


def _note_failure(camera: str, failure: Failure) -> None:
    note(f"rpc-camera: {camera}: {failure['message']} {failure['remedy']}")


def _shown(widget: Widget) -> str:
    return "" if widget["value"] is None else str(widget["value"])


def _can_be(widget: Widget) -> str:
    if widget["readonly"]:
        return "read-only"
    if "range" in widget:
        return "{min:g} to {max:g} by {step:g}".format(**widget["range"])
    choices = widget.get("choices", [])
    more = f", … ({len(choices)} in all)" if len(choices) > _MOST_CHOICES else ""
    return ", ".join(choices[:_MOST_CHOICES]) + more
