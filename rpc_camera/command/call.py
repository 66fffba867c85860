"""`rpc-camera call`: any method of the service, with its params as they are typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.command.failure import UsageError
from rpc_camera.command.options import Has, add_command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work

_EXAMPLES: Final = """\
  rpc-camera call get_server_info
  rpc-camera call set_exposure shutter_s=0.004 iso=400
  rpc-camera call capture_group 'cameras=["left", "right"]'"""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "call", "call a method of the service", _EXAMPLES, _call, has=Has.LOCAL)
    parser.add_argument("method", metavar="METHOD", help="its name, as in `rpc-camera call rpc.discover`")
    parser.add_argument(
        "params", nargs="*", metavar="KEY=VALUE", help="a param; its value is JSON, or else text as it stands"
    )


async def _call(work: Work) -> None:
    given = _split(work.arguments.params)
    texts = await _text_params(work) if any(_as_json(value) != value for value in given.values()) else frozenset()
    params = {name: value if name in texts else _as_json(value) for name, value in given.items()}
    result = await work.session.call(work.arguments.method, params)
    if work.output.for_person:
        work.output.line(json.dumps(result, indent=2, ensure_ascii=False))
    else:
        work.output.document(result)


def _split(params: list[str]) -> dict[str, str]:
    given = {}
    for each in params:
        name, is_given, value = each.partition("=")
        if not is_given or not name:
            raise UsageError(f"{each!r} is no param: give KEY=VALUE.")
        if name in given:
            raise UsageError(f"{name} is given twice: which of them is meant?")
        given[name] = value
    return given


def _as_json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


async def _text_params(work: Work) -> frozenset[str]:
    """Return which params of the method are text, whatever their value looks like; a name can be `7` or `true`."""
    document: Mapping[str, Any] = await work.session.rpc_discover()
    method: Mapping[str, Any] = next(
        (each for each in document["methods"] if each["name"] == work.arguments.method), {"params": []}
    )
    return frozenset(each["name"] for each in method["params"] if _is_text(document, each["schema"]))


def _is_text(document: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    while (reference := schema.get("$ref")) is not None:
        schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    return schema.get("type") == "string"
