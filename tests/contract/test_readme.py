"""The README's tables are those of the contract."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from rpc_camera.contract.contract import Contract
    from rpc_camera.contract.messages import MethodSchema

TAGS = ("connection", "cameras", "capture", "preview", "focus", "config", "files", "tethering", "events")


def test_every_method_is_there_with_its_params_and_summary(contract: Contract) -> None:
    methods = sorted(contract.methods.values(), key=lambda method: (TAGS.index(method.source["tags"][0]), method.name))
    due = [f"| `{method.name}` | {params(method)} | {method.source['summary']} |" for method in methods]
    assert rows("method") == due, to_paste(due)


def test_every_notification_is_there_with_its_summary(contract: Contract) -> None:
    due = [f"| `{name}` | {note['summary']} |" for name, note in sorted(contract.sources.notifications.items())]
    assert rows("notification") == due, to_paste(due)


def test_every_error_is_there_with_its_code(contract: Contract) -> None:
    """When it comes may be worded otherwise than in the catalogue."""
    catalogue = contract.sources.errors
    due = [f"| {error['code']} | `{name}` |" for name, error in catalogue.items()]
    whole = [f"{row} {error['description'].rstrip('.')} |" for row, error in zip(due, catalogue.values(), strict=True)]
    assert [re.sub(r"[^|]+\|$", "", row).rstrip() for row in rows("code")] == due, to_paste(whole)


def params(method: MethodSchema) -> str:
    """Write params as the table has them: optional ones with `?`, and no optional camera, which every table row has."""
    required = method.source["params"].get("required", [])
    shown = [
        name if name in required else f"{name}?"
        for name in method.param_names
        if name != "camera" or required == ["camera"]
    ]
    return f"`{', '.join(shown)}`" if shown else ""


def rows(head: str) -> list[str]:
    """Return the rows of the README's table whose first column is `head`."""
    table = (CHECKOUT / "README.md").read_text(encoding="utf-8").partition(f"\n| {head} |")[2]
    return table.partition("\n\n")[0].splitlines()[2:]


def to_paste(due: list[str]) -> str:
    return "the README's table should be:\n" + "\n".join(due)
