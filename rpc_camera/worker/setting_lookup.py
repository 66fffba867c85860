"""Finds a camera's settings by name, and says what a name may have meant that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.refusals import IgnoredRefusals
from rpc_camera.worker.values import shown
from rpc_camera.worker.widgets import GpWidget, is_section, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rpc_camera.worker.driver import Driver

_LONGEST_NAME: Final = 255


class SettingLookup:
    """The settings of one open camera, by their names ("iso") or their paths ("imgsettings/iso")."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._paths: dict[str, str] = {}

    def widget(self, name: str) -> GpWidget:
        """Read one setting. ServiceError CONFIG_NOT_FOUND: there is none of that name."""
        section, _, bare = name.rpartition("/")
        if len(name) > _LONGEST_NAME:
            raise ServiceError(ErrorName.CONFIG_NOT_FOUND, f"No camera has a setting {shown(name)}.")
        if "\0" in name or (section and self.path(bare) != name):
            raise self._unknown(name, None)
        try:
            widget = self._driver.read_widget(bare)
        except ServiceError as error:
            if error.name is ErrorName.CAMERA_ERROR:  # -1 or -2: what ptp2 says of a name it does not know
                raise self._unknown(name, error) from error
            raise
        if is_section(widget):
            raise self._unknown(name, None)
        return widget

    def read_all(self) -> list[tuple[str, GpWidget]]:
        """Read every setting, and return each with its path. ServiceError CAMERA_ERROR: none could be."""
        with self._driver.doing("read the settings", may_list=False):
            window = self._driver.camera.get_config(self._driver.context)
        widgets = list(walk(window))
        if not widgets:  # on a broken link, libgphoto2 finds no settings and calls it a success
            raise ServiceError(ErrorName.CAMERA_ERROR, "The camera listed no settings.")
        self._paths = {path.rpartition("/")[2]: path for path, _ in reversed(widgets)}
        return widgets

    def path(self, name: str) -> str:
        """Return "section/name"; the bare name where the driver cannot list the settings."""
        bare = name.rpartition("/")[2]
        with IgnoredRefusals():
            return self._all_paths().get(bare, bare)
        return bare

    def _all_paths(self) -> dict[str, str]:
        if not self._paths:
            self.read_all()
        return self._paths

    def _unknown(self, name: str, cause: ServiceError | None) -> ServiceError:
        names = [path.rpartition("/")[2] for path in self._all_paths().values()]
        similar = _similar(name.rpartition("/")[2], names)
        if cause and name.rpartition("/")[2] in names:
            return cause
        hint = f"Did you mean {' or '.join(map(repr, similar))}? " if similar else ""
        return ServiceError(
            ErrorName.CONFIG_NOT_FOUND,
            f"This camera has no setting {name!r}.",
            remedy=f"{hint}list_config names all settings of this camera.",
            details={"similar": list(similar)},
        )


def _similar(name: str, names: Iterable[str]) -> list[str]:
    """Return the names that `name` may stand for: upper case, spaces and hyphens make no difference."""
    from difflib import get_close_matches  # noqa: PLC0415 - few ask for what there is not

    by_letters: dict[str, list[str]] = {}
    for each in names:
        by_letters.setdefault(_letters(each), []).append(each)
    return [each for close in get_close_matches(_letters(name), by_letters, n=5) for each in by_letters[close]]


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum()) or name
