"""Writes the generated part of the Python client: types, notifications, and a method per method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.contract.emit_python import definitions, type_of
from tools.contract.named import pascal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rpc_camera.contract.schema import Schema
    from rpc_camera.contract.sources import Sources

LONGEST_LINE = 120


def python_client(sources: Sources) -> str:
    """Return what the client has behind its hand-written part."""
    methods = "\n".join(_method(name, source) for name, source in sources.methods.items())
    client = f'class RpcCamera(Connection):\n    """What the service can do."""\n\n{methods}'
    return "\n\n".join(["", definitions(sources, client=True), *_notifications(sources.notifications), client])


def _notifications(names: Iterable[str]) -> Iterator[str]:
    classes = [f"{pascal(name)}Notification" for name in names]
    for name, of_name in zip(classes, names, strict=True):
        yield (
            f'class {name}(TypedDict):\n    """The notification `{of_name}`."""\n\n'
            f'    method: Literal["{of_name}"]\n    params: {pascal(of_name)}Params\n'
        )
    yield "Notification: TypeAlias = (\n    " + "\n    | ".join(classes) + "\n)\n"


def _method(name: str, source: Schema) -> str:
    result = f"{pascal(name)}Result"
    arguments = list(_arguments(source["params"]))
    members = [f'"{member}": {member}' for member in source["params"]["properties"]]
    return (
        _line("    ", f"async def {name.replace('.', '_')}(", arguments, f") -> {result}:")
        + f'        """{_docstring(source)}"""\n'
        + (_line("        ", "params = {", members, "}") if members else "")
        + f'        return cast("{result}", await self.call("{name}", {"params" if members else "{}"}))\n'
    )


def _docstring(source: Schema) -> str:
    more = f"\n\n        {source['description']}\n        " if "description" in source else ""
    return f"{source['summary']}.{more}"


def _line(indent: str, start: str, items: list[str], end: str) -> str:
    """Write the items on one line, or one to a line where that grows too long."""
    line = f"{indent}{start}{', '.join(items)}{end}"
    if len(line) <= LONGEST_LINE:
        return f"{line}\n"
    return f"{indent}{start}\n" + "".join(f"{indent}    {item},\n" for item in items) + f"{indent}{end}\n"


def _arguments(params: Schema) -> Iterator[str]:
    """Yield required params, which may go by position, then optional ones, which are left out when None."""
    required = params.get("required", ())
    yield "self"
    for name in required:
        yield f"{name}: {type_of(params['properties'][name])}"
    optional = [name for name in params["properties"] if name not in required]
    if optional:
        yield "*"
    for name in optional:
        yield f"{name}: {type_of(params['properties'][name])} | None = None"
