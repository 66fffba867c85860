"""Where hosts have saved files of their cameras, as far as the service's event log goes back."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from rpc_camera_client._methods import Methods
    from rpc_camera_client.events import FileSavedParams
    from rpc_camera_client.types import File


class SavedFiles:
    """Asks the service once, when something is first looked for. `methods` are those of one session."""

    def __init__(self, methods: Methods) -> None:
        self._methods = methods
        self._asking = asyncio.Lock()
        self._events: defaultdict[tuple[str, str], list[FileSavedParams]] | None = None
        self._folders: dict[str | None, str | None] = {}

    async def places(self, camera: str, file: File) -> list[str]:
        """Return where files of this path and size were saved, each as a path on the camera's host."""
        async with self._asking:
            if self._events is None:
                await self._ask()
        assert self._events is not None  # noqa: S101 - it was asked for
        saved = [each for each in self._events[camera, file["path"]] if each["size_bytes"] == file["size_bytes"]]
        return [f"{self._folders.get(each.get('host')) or 'its --save-dir'}/{each['path']}" for each in saved]

    async def _ask(self) -> None:
        listed = await self._methods.list_tethering()
        self._folders = {None: listed["save_dir"]}
        self._folders |= {str(each["host"]): cast("str | None", each["save_dir"]) for each in listed.get("hosts", [])}
        events: defaultdict[tuple[str, str], list[FileSavedParams]] = defaultdict(list)
        page = await self._methods.get_events(0)
        while page["events"]:
            for event in page["events"]:
                if event["event"] == "file_saved":
                    params = cast("FileSavedParams", event["params"])
                    events[params["camera"], params["file"]["path"]].append(params)
            if not page["more"]:
                break
            page = await self._methods.get_events(page["events"][-1]["seq"], log_id=page["log_id"])
        self._events = events
