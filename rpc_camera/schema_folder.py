"""Where the files of `schemas/` are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parent


def schema_folder() -> Path:
    """Return the folder of the schemas: within an installed package, and beside the package in a checkout.

    It is not looked up as the package `rpc_camera.schemas`: where Python starts in a checkout, the package there hides
    an installed one, and an editable installation may be that of another checkout.
    """
    installed = _PACKAGE / "schemas"
    return installed if installed.is_dir() else _PACKAGE.parent / "schemas"
