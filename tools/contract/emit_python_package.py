"""Writes the generated part of the Python client's package, from the OpenRPC document alone.

It knows nothing of `schemas/`, so what it does anybody can do who has the document: types are its component schemas by
their `title`, methods its `methods`, errors its `components.errors` with `x-error-data`, events its `x-notifications`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tools.contract.client_methods import client_methods, on_the_wire, wire_name
from tools.contract.emit_python_blocking import blocking_methods, header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Schema: TypeAlias = Mapping[str, Any]

LONGEST_LINE: Final = 120
SCALARS: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_METHODS_CLASS: Final = '''
class MethodTraits(NamedTuple):
    """What a client has to know of a method to look after its calls."""

    tag: str
    safe: bool
    """Whether it may be sent again when its answer was lost."""
    takes_camera: bool


class Methods(ABC):
    """A typed method for each of the service's; optional params that are None are left out."""

    @abstractmethod
    async def call(self, method: str, params: Mapping[str, object]) -> object:
        """Return the result of `method`. RpcCameraError: the service refused."""

'''
_EVENTS_CLASS: Final = '''

class EventSource(ABC):
    """Registers handlers, typed by the event's name."""

    @abstractmethod
    def _add_handler(self, name: str, handler: Callable[[Any], object]) -> Callable[[], None]:
        """Have `handler` called with the params of each notification `name`; return what ends that."""

'''


def python_package(document: Schema) -> dict[str, str]:
    """Return the text of each generated module by its file's name."""
    schemas: Schema = document["components"]["schemas"]
    of_errors = {_name_of(reference): schemas[_name_of(reference)] for reference in document["x-error-data"].values()}
    shared = {name: schema for name, schema in schemas.items() if name not in of_errors}
    methods = client_methods(document)
    return {
        "_version.py": header("The contract's version, which is the package's") + _version(document),
        "types.py": _types(shared),
        "errors.py": _errors(document, of_errors),
        "events.py": _events(document["x-notifications"]),
        "_methods.py": _methods(methods),
        "_blocking_methods.py": blocking_methods([python_name(method) for method in methods]),
    }


def pascal(name: str) -> str:
    """Make a class's name of a method's, an error's or an event's: `CameraBusy` of `camera_busy`."""
    return "".join(word.capitalize() for word in re.split(r"[._]", name))


def python_name(method: Schema) -> str:
    """Return what a method is called in Python."""
    return str(method["name"]).replace(".", "_")


def type_of(schema: Schema) -> str:
    """Return the annotation for a schema; one with named members has its `title` for a name."""
    if "$ref" in schema:
        return _name_of(schema)
    if "const" in schema:
        return f"Literal[{_literal(schema['const'])}]"
    kinds = schema["type"]
    if isinstance(kinds, list):
        return " | ".join(SCALARS[kind] for kind in kinds)
    if kinds == "array":
        return f"list[{type_of(schema['items'])}]"
    if kinds == "object":
        extra = schema.get("additionalProperties")
        return f"Mapping[str, {type_of(extra) if isinstance(extra, dict) else 'object'}]"
    return SCALARS[kinds]


def _types(schemas: Mapping[str, Schema]) -> str:
    imports = "from collections.abc import Mapping\nfrom typing import Literal, NotRequired, TypeAlias, TypedDict\n"
    head = header("The types of params, results and events") + imports
    return f"{head}\n" + "\n\n".join(_definition(name, schema) for name, schema in schemas.items())


def _definition(name: str, schema: Schema) -> str:
    if "enum" in schema:
        values = "".join(f"    {_literal(value)},\n" for value in schema["enum"])
        return f"{name}: TypeAlias = Literal[\n{values}]\n"
    if "properties" not in schema or schema.get("additionalProperties") is True:
        return f"{name}: TypeAlias = {type_of(schema)}\n"
    lines = [f"class {name}(TypedDict):", f'    """{schema["description"]}"""', ""]
    required = schema.get("required", ())
    for member, sub in schema["properties"].items():
        annotation = type_of(sub)
        lines.append(f"    {member}: {annotation if member in required else f'NotRequired[{annotation}]'}")
        if "description" in sub:
            lines.append(f'    """{sub["description"]}"""')
    return "\n".join(lines).rstrip() + "\n"


def _errors(document: Schema, data: Mapping[str, Schema]) -> str:
    errors: Schema = document["components"]["errors"]
    names = {name: _name_of(reference) for name, reference in document["x-error-data"].items()}
    head = (
        header("A class for each error of the catalogue")
        + "from collections.abc import Mapping\nfrom typing import Final, Literal, NotRequired, TypedDict\n\n"
        + "from rpc_camera_client._refusal import RpcCameraError\n"
        + _imported(_references(list(data.values())))
    )
    classes = [_error(name, errors[name], names[name], data[names[name]]) for name in errors]
    table = "".join(f"    {_literal(name)}: {pascal(name)},\n" for name in errors)
    by_name = f"ERRORS: Final[Mapping[str, type[RpcCameraError]]] = {{\n{table}}}\n"
    return "\n\n".join([head, *(_definition(name, schema) for name, schema in data.items()), *classes, by_name])


def _error(name: str, error: Schema, data_class: str, data: Schema) -> str:
    return (
        f'class {pascal(name)}(RpcCameraError):\n    """{data["description"]}"""\n\n'
        f"    CODE = {error['code']}\n    NAME = {_literal(name)}\n"
        f"    RETRYABLE = {error['data']['retryable']}\n{_remedy(_literal(error['data']['remedy']))}"
        f"    data: {data_class}\n"
    )


def _remedy(text: str) -> str:
    """Assign it on one line, or in parentheses where only that makes it short enough, as ruff does."""
    line = f"    REMEDY = {text}"
    in_parentheses = len(line) > LONGEST_LINE and len(text) + 8 <= LONGEST_LINE
    return f"    REMEDY = (\n        {text}\n    )\n" if in_parentheses else f"{line}\n"


def _events(notifications: Iterable[Schema]) -> str:
    events = list(notifications)
    head = (
        header("The service's notifications")
        + "from abc import ABC, abstractmethod\nfrom collections.abc import Callable\n"
        + "from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, overload\n\n"
        + _imported(_references([event["params"] for event in events]))
    )
    params = [_definition(event["params"]["title"], event["params"]) for event in events]
    classes = [
        f'class {pascal(event["name"])}Notification(TypedDict):\n    """{event["summary"]}."""\n\n'
        f'    method: Literal["{event["name"]}"]\n    params: {event["params"]["title"]}\n'
        for event in events
    ]
    members = "\n    | ".join(f"{pascal(event['name'])}Notification" for event in events)
    overloads = "".join(map(_overload, events))
    generic = (
        "    def on(self, name: str, handler: Callable[[Any], object]) -> Callable[[], None]:\n"
        '        """Call `handler`, which may be async, with the params of each such event; return what ends that."""\n'
        "        return self._add_handler(name, handler)\n"
    )
    union = f"Notification: TypeAlias = (\n    {members}\n)\n"
    return "\n\n".join([head, *params, *classes, union]) + _EVENTS_CLASS + overloads + generic


def _overload(event: Schema) -> str:
    handler = f"Callable[[{event['params']['title']}], object]"
    arguments = ["self", f"name: Literal[{_literal(event['name'])}]", f"handler: {handler}"]
    return "    @overload\n" + _line("    ", "def on(", arguments, ") -> Callable[[], None]: ...") + "\n"


def _methods(methods: list[Schema]) -> str:
    wanted = {*_references([method["params"] for method in methods]), *(_result_of(method) for method in methods)}
    head = (
        header("The service's methods")
        + "from abc import ABC, abstractmethod\nfrom collections.abc import Mapping\n"
        + "from typing import Final, NamedTuple, cast\n\n"
        + _imported(wanted)
        + "\n"
    )
    traits = "".join(f"    {_literal(each['name'])}: {_traits(each)},\n" for each in on_the_wire(methods))
    table = f"\n\nTRAITS: Final[Mapping[str, MethodTraits]] = {{\n{traits}}}\n"
    return head + _METHODS_CLASS + "\n".join(map(_method, methods)) + table


def _method(method: Schema) -> str:
    result, members = _result_of(method), [f'"{each["name"]}": {each["name"]}' for each in method["params"]]
    more = f"\n\n        {method['description']}\n        " if "description" in method else ""
    return (
        _line("    ", f"async def {python_name(method)}(", _arguments(method), f") -> {result}:")
        + f'        """{method["summary"]}.{more}"""\n'
        + (_line("        ", "params = {", members, "}") if members else "")
        + f'        return cast("{result}", await self.call("{wire_name(method)}", {"params" if members else "{}"}))\n'
    )


def _arguments(method: Schema) -> list[str]:
    """Return required params, which may go by position, then optional ones, which go by name."""
    params = [(each["name"], type_of(each["schema"]), each["required"]) for each in method["params"]]
    needed = [f"{name}: {annotation}" for name, annotation, required in params if required]
    optional = [f"{name}: {_or_none(annotation)} = None" for name, annotation, required in params if not required]
    return ["self", *needed, *(["*"] if optional else []), *optional]


def _or_none(annotation: str) -> str:
    return annotation if annotation.endswith("| None") else f"{annotation} | None"


def _traits(method: Schema) -> str:
    takes_camera = any(each["name"] == "camera" and not each["required"] for each in method["params"])
    tag = _literal(method["tags"][0]["name"])
    return f"MethodTraits({tag}, safe={method['x-safe']}, takes_camera={takes_camera})"


def _result_of(method: Schema) -> str:
    return _name_of(method["result"]["schema"])


def _version(document: Schema) -> str:
    return f"from typing import Final\n\nVERSION: Final = {_literal(document['info']['version'])}\n"


def _imported(names: Iterable[str]) -> str:
    return "from rpc_camera_client.types import (\n" + "".join(f"    {name},\n" for name in sorted(names)) + ")\n"


def _references(value: object) -> set[str]:
    return set(_each_reference(value))


def _each_reference(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield _name_of(value)
        value = list(value.values())
    if isinstance(value, list):
        for member in value:
            yield from _each_reference(member)


def _name_of(reference: Schema) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _literal(value: object) -> str:
    """Write a literal as ruff formats it: strings in double quotes, unless they have some in them."""
    if not isinstance(value, str) or '"' in value:
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def _line(indent: str, start: str, items: list[str], end: str) -> str:
    """Write the items on one line, or one to a line where that grows too long."""
    line = f"{indent}{start}{', '.join(items)}{end}"
    if len(line) <= LONGEST_LINE:
        return f"{line}\n"
    return f"{indent}{start}\n" + "".join(f"{indent}    {item},\n" for item in items) + f"{indent}{end}\n"
