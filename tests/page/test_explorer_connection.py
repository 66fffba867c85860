"""The explorer while the service is away, and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.rigs.service import running_service

if TYPE_CHECKING:
    from pathlib import Path

    from tests.page.page_rig import OpenPage
    from tests.rigs.virtual_camera import VirtualCameraProcess


async def test_sending_waits_for_the_connection_and_works_again(
    open_page: OpenPage, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service:
        port = service.server.address.port or 0
        async with open_page(service, "#/explorer/list_cameras") as rig:
            button = rig.page.get_by_role("button", name="Send", exact=True)
            await expect(button).to_be_enabled()
            await service.server.stop()
            await expect(button).to_be_disabled()
            await expect(rig.page.get_by_text("sending works again by itself")).to_be_visible()
            async with running_service(tmp_path / "other", port=port):
                await expect(button).to_be_enabled()
                await button.click()
                await expect(rig.page.get_by_role("region", name="Answer")).to_contain_text('"cameras"')
            rig.forgive("ERR_CONNECTION_REFUSED")
            rig.forgive("WebSocket")
