"""The settings in the examples of the contract, which are those of virtual bodies of each make."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator


def settings_of_examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each setting with its name."""
    for method in ("get_exposure", "get_capture_settings"):
        schema = json.loads((CHECKOUT / "schemas" / "methods" / f"{method}.json").read_text(encoding="utf-8"))
        for example in schema["examples"]:
            yield from example["result"].get("settings", {}).items()
