"""What tests of lost and damaged ledgers share: where they are, and what has come of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient


def ledger_of(tmp_path: Path) -> Path:
    """Return where the ledger of the camera is, of several of the first one."""
    return min((tmp_path / "state" / ".tethering").glob("*/*.sqlite"))


def beside(ledger: Path, suffix: str) -> Path:
    """Return the file of that suffix which belongs to a ledger."""
    return ledger.with_name(ledger.name + suffix)


def forget_cards(tmp_path: Path) -> None:
    """Lose what the service knows of the first camera's card as well, so that it cannot know what was old."""
    first = min((tmp_path / "state" / ".cards").glob("*.sqlite"))
    for path in first.parent.glob(f"{first.name}*"):
        path.unlink()


async def settled(client: RpcClient, **camera: str) -> dict[str, Any]:
    """Return the tethering, `camera`'s, once nothing is pending, and nothing is the matter."""
    async with asyncio.timeout(30):
        while (state := await client.call("get_tethering", **camera))["pending"] or state["failing"]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return dict(state)


async def names_of(client: RpcClient, event: str) -> list[str]:
    """Return the files of all events of one kind, in their order."""
    events = (await client.call("get_events", since=0))["events"]
    return [each["params"]["file"]["filename"] for each in events if each["event"] == event]


async def saved_names(client: RpcClient) -> list[str]:
    """Return the files that were published as saved."""
    return await names_of(client, "file_saved")
