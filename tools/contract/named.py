"""The types that generated code has, by name: the shared ones, then each method's and notification's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.contract.schema import Schema
    from rpc_camera.contract.sources import Sources


def pascal(name: str) -> str:
    """Make a type's name of a method's: `GetConfig` of `get_config`, `RpcDiscover` of `rpc.discover`."""
    return "".join(word.capitalize() for word in name.replace(".", "_").split("_"))


def named_types(sources: Sources) -> Iterator[tuple[str, Schema]]:
    """Yield each type's name and schema; a type comes after those it extends."""
    yield from sources.definitions.items()
    for name, method in sources.methods.items():
        yield f"{pascal(name)}Params", {"description": f"Params of `{name}`."} | method["params"]
        if "oneOf" not in method["result"]:  # types that are shared
            yield f"{pascal(name)}Result", method["result"]
    for name, notification in sources.notifications.items():
        about = {"description": f"Params of the notification `{name}`."}
        yield f"{pascal(name)}Params", notification["params"] | about


def is_open(schema: Schema) -> bool:
    """Say whether it is an object of any members: one that says so, or lists none and says nothing."""
    extra = schema.get("additionalProperties", "properties" not in schema and "allOf" not in schema)
    return schema.get("type") == "object" and extra is True
