"""What tests of lost and damaged ledgers share: where they are, and what has come of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.rigs.saving import ID

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

SAMPLES = [f"DSC_{number:04d}.JPG" for number in range(1, 6)]


def ledger_of(tmp_path: Path, camera: str = ID) -> Path:
    """Return where the ledger of a camera is."""
    (folder,) = (tmp_path / "state" / ".tethering").iterdir()
    return folder / f"{camera}.sqlite"


def beside(ledger: Path, suffix: str) -> Path:
    """Return the file of that suffix which belongs to a ledger."""
    return ledger.with_name(ledger.name + suffix)


def forget_cards(tmp_path: Path, camera: str = ID) -> None:
    """Lose what the service knows of the card as well, so that it cannot know what was old."""
    for path in (tmp_path / "state" / ".cards").glob(f"{camera}.sqlite*"):
        path.unlink()


async def settled(client: RpcClient, camera: str = ID) -> dict[str, Any]:
    """Return the tethering once nothing is pending, and nothing is the matter."""
    async with asyncio.timeout(30):
        while (state := await client.call("get_tethering", camera=camera))["pending"] or state["failing"]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return dict(state)


async def names_of(client: RpcClient, event: str) -> list[str]:
    """Return the files of all events of one kind, in their order."""
    events = (await client.call("get_events", since=0))["events"]
    return [each["params"]["file"]["filename"] for each in events if each["event"] == event]


async def saved_names(client: RpcClient) -> list[str]:
    """Return the files that were published as saved."""
    return await names_of(client, "file_saved")
