"""The methods that clients have: those of the OpenRPC document, and for several cameras each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Schema: TypeAlias = Mapping[str, Any]


def client_methods(document: Schema) -> list[Schema]:
    """Return the methods, each with one type for a result.

    A method that takes `cameras` in place of `camera`, and answers with another type then, is two: the second has
    `_of_cameras` behind its name. What either is called on the wire says `wire_name`.
    """
    return list(_by_result([*document["methods"], document["x-service-discovery"]]))


def wire_name(method: Schema) -> str:
    """Return what a method is called on the wire."""
    return str(method.get("wire_name", method["name"]))


def on_the_wire(methods: Iterable[Schema]) -> list[Schema]:
    """Return those of a client's methods that the wire knows by the same name: each of the wire's once."""
    return [method for method in methods if "wire_name" not in method]


def _by_result(methods: Iterable[Schema]) -> Iterator[Schema]:
    for method in methods:
        if "oneOf" not in method["result"]["schema"]:
            yield method
            continue
        one, several = method["result"]["schema"]["oneOf"]
        yield {**method, "params": _without(method, "cameras"), "result": {"schema": one}}
        cameras = [{**each, "required": True} for each in method["params"] if each["name"] == "cameras"]
        yield {
            **method,
            "name": f"{method['name']}_of_cameras",
            "wire_name": method["name"],
            "summary": f"{method['summary']}, at several cameras",
            "params": [*cameras, *_without(method, "camera", "cameras")],
            "result": {"schema": several},
        }


def _without(method: Schema, *names: str) -> list[Schema]:
    return [each for each in method["params"] if each["name"] not in names]
