"""The reference for people has all that the contract has; test_openrpc.py tests that it is up to date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from rpc_camera.contract.contract import Contract
    from rpc_camera.contract.messages import MethodSchema


def test_every_method_is_there_once_with_its_params_and_summary(contract: Contract) -> None:
    methods = [row for row in rows("methods.md") if "/methods/" in row[0]]

    assert sorted(names(methods)) == sorted(contract.methods)
    for first, shown, summary, scope in methods:
        method = contract.methods[names([(first,)])[0]]
        assert (shown, summary) == (params(method), method.source["summary"])
        assert scope == method.source.get("scope", "none")


def test_every_notification_is_there_once(contract: Contract) -> None:
    notes = [row for row in rows("methods.md") if "/notifications/" in row[0]]
    assert names(notes) == sorted(contract.sources.notifications)


def test_every_error_is_there_once_with_its_code_and_remedy(contract: Contract) -> None:
    found = {row[1].strip("`"): (row[0], row[3]) for row in rows("errors.md") if re.fullmatch(r"-?\d+", row[0])}
    assert found == {name: (str(error["code"]), error["remedy"]) for name, error in contract.sources.errors.items()}


def params(method: MethodSchema) -> str:
    """Write params as a row has them: optional ones with `?`, and no optional camera, which nearly every method has."""
    required = method.source["params"].get("required", [])
    shown = [name if name in required else f"{name}?" for name in method.param_names]
    shown = [each for each in shown if each != "camera?"]
    return f"`{', '.join(shown)}`" if shown else ""


def rows(page: str) -> list[tuple[str, ...]]:
    """Return the cells of all rows of all tables."""
    text = (CHECKOUT / "docs" / page).read_text(encoding="utf-8")
    return [
        tuple(cell.strip() for cell in row.strip("|").split("|")) for row in re.findall(r"^\|.*\|$", text, re.MULTILINE)
    ]


def names(found: list[tuple[str, ...]]) -> list[str]:
    return [re.findall(r"\[`(.*)`\]", row[0])[0] for row in found]
