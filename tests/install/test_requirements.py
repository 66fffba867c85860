"""An older Python is named as what is missing: no dependency is looked for on it."""

from __future__ import annotations

from importlib.metadata import requires

from packaging.requirements import Requirement


def test_on_an_older_python_no_dependency_comes_first() -> None:
    found = [Requirement(line) for line in requires("rpc-camera") or []]
    needed = [each for each in found if each.marker is None or each.marker.evaluate({"extra": ""})]

    assert {"aiohttp", "gphoto2", "pillow"} <= {each.name for each in needed}
    assert not [each for each in needed if not each.marker or each.marker.evaluate({"python_version": "3.10"})]


def test_aiohttp_is_a_release_without_known_advisories() -> None:
    [aiohttp] = [Requirement(line) for line in requires("rpc-camera") or [] if line.startswith("aiohttp")]

    assert "3.14.4" not in aiohttp.specifier
    assert "3.14.5" in aiohttp.specifier
