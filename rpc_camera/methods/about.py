"""Which cameras an event or a result is about."""

from __future__ import annotations


def is_about(value: object, cameras: frozenset[str]) -> bool:
    """Return whether an event, or what a list has, is about these cameras alone, or about none."""
    return cameras_in(value) <= cameras


def cameras_in(value: object) -> set[str]:
    """Return the ids of the cameras that something of the contract names."""
    if isinstance(value, dict):
        named = {value["camera"]} if isinstance(value.get("camera"), str) else set()
        if "abilities" in value and isinstance(value.get("id"), str):  # a Camera
            named.add(value["id"])
        return named.union(*(cameras_in(member) for member in value.values() if isinstance(member, dict | list)))
    if isinstance(value, list):
        return set().union(*map(cameras_in, value))
    return set()
