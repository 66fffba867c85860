"""`python -m tests.page.screenshots FOLDER [SCENE…]` takes pictures of the page as people meet it.

Each scene at three widths, light and dark. `--kept` takes those alone that the docs show.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from playwright.async_api import async_playwright

from tests.page.conftest import ARGUMENTS
from tests.page.page_rig import PageRig
from tests.rigs.service import TOKEN, RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from playwright.async_api import Browser

Scheme = Literal["light", "dark"]
SIZES: Final = {390: 844, 820: 1180, 1440: 900}
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
KEPT: Final = (
    "camera-light-1440", "camera-dark-390", "wall-light-1440", "pictures-dark-1440", "picture-dark-390",
    "series-light-1440", "explorer-light-1440", "log-light-1440", "refused-light-390",
)  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """A page on a service with these cameras."""

    rig: PageRig
    service: RunningService
    cameras: Sequence[VirtualCameraProcess]


async def _nothing(_stage: Stage) -> None:
    """The page as it opens."""


@dataclass(frozen=True)
class Scene:
    """A state of the page: the cameras' makes, its address, what is done there before and after the picture."""

    name: str
    makes: tuple[str, ...] = ("nikon",)
    fragment: str = "#/camera"
    act: Callable[[Stage], Awaitable[None]] = _nothing
    undo: Callable[[Stage], Awaitable[None]] = _nothing
    token: str | None = TOKEN
    prepare: Callable[[RunningService], Awaitable[None]] | None = field(default=None)


async def _wrong_token(stage: Stage) -> None:
    await stage.rig.page.get_by_label("Token").fill("guess")
    await stage.rig.page.get_by_role("button", name="Connect").click()
    await stage.rig.page.get_by_role("alert").get_by_text("wrong").wait_for()


async def _fire(stage: Stage) -> None:
    await stage.rig.page.wait_for_timeout(800)
    await stage.rig.page.keyboard.press(" ")
    await stage.rig.page.wait_for_timeout(2500)


async def _refuse(stage: Stage) -> None:
    stage.cameras[0].control({"ignores_sets": True})
    iso = stage.rig.page.get_by_label("ISO", exact=True)
    await iso.select_option("800")
    await stage.rig.page.get_by_role("alert").get_by_text("did not take").wait_for()
    await iso.scroll_into_view_if_needed()


async def _take(stage: Stage) -> None:
    stage.cameras[0].control({"ignores_sets": False})


async def _blur(stage: Stage) -> None:
    stage.cameras[0].fail_to_focus()
    await _fire(stage)


async def _focus(stage: Stage) -> None:
    stage.cameras[0].control({"clear": True})
    stage.cameras[0].find_focus()


async def _unplug(stage: Stage) -> None:
    await stage.rig.page.wait_for_timeout(800)
    stage.cameras[0].control({"offline": True})
    await stage.rig.page.get_by_text("Not answering", exact=True).wait_for()


async def _plug(stage: Stage) -> None:
    stage.cameras[0].control({"offline": False})
    await stage.rig.page.get_by_text("Ready").wait_for()


async def _open_first(stage: Stage) -> None:
    await stage.rig.page.get_by_role("gridcell").first.click()
    await stage.rig.page.wait_for_timeout(1500)


async def _send(stage: Stage) -> None:
    await stage.rig.page.get_by_role("button", name="Send").click()


async def _shoot(service: RunningService) -> None:
    async with service.client() as client:
        for iso in ["100", "125", "160", "200", "125", "100", "160", "100"]:
            await client.call("set_config", name="iso", value=iso)
            await client.call("capture_image")


async def _run_series(service: RunningService) -> None:
    async with service.client() as client:
        cameras = (await client.call("list_cameras"))["cameras"]
        await client.call("start_sequence", camera=cameras[0]["id"], frames=3, interval_s=1, name="Test of the light")
        await client.call("start_sequence", camera=cameras[1]["id"], frames=240, interval_s=5, name="Clouds")
        await client.call("start_tethering", camera=cameras[0]["id"])
        await asyncio.sleep(5)


THREE: Final = ("nikon", "canon", "sony")
SCENES: Final = (
    Scene("sign-in", token=None, act=_wrong_token, makes=()),
    Scene("no-camera", makes=()),
    Scene("camera"),
    Scene("after-capture", act=_fire),
    Scene("refused", act=_refuse, undo=_take),
    Scene("no-focus", act=_blur, undo=_focus),
    Scene("unplugged", act=_unplug, undo=_plug),
    Scene("pictures", fragment="#/pictures", prepare=_shoot),
    Scene("picture", fragment="#/pictures", act=_open_first),
    Scene("explorer", fragment="#/explorer/get_config"),
    Scene("answer", fragment="#/explorer/list_cameras", act=_send),
    Scene("log", fragment="#/log"),
    Scene("wall", makes=THREE, fragment="#/camera/all"),
    Scene("wall-fired", makes=THREE, fragment="#/camera/all", act=_fire),
    Scene("series", makes=THREE, fragment="#/series", prepare=_run_series),
    Scene("wall-of-twelve", makes=THREE * 4, fragment="#/camera/all"),
)


@dataclass(frozen=True)
class Studio:
    """Takes the pictures of one service with its cameras."""

    browser: Browser
    folder: Path
    service: RunningService
    cameras: Sequence[VirtualCameraProcess]

    async def take(self, scene: Scene, only: Sequence[str]) -> None:
        """Take the scene's pictures, or those of them that are named in `only`."""
        if scene.prepare:
            await scene.prepare(self.service)
        for scheme in SCHEMES:
            for width in SIZES:
                name = f"{scene.name}-{scheme}-{width}"
                if not only or name in only:
                    await self._take_one(scene, self.folder / f"{name}.png", scheme, width)

    async def _take_one(self, scene: Scene, path: Path, scheme: Scheme, width: int) -> None:
        context = await self.browser.new_context(
            viewport={"width": width, "height": SIZES[width]}, color_scheme=scheme, has_touch=width < 1000
        )
        stage = Stage(PageRig(await context.new_page(), self.service), self.service, self.cameras)
        await stage.rig.open(scene.fragment, token=scene.token)
        await stage.rig.page.wait_for_timeout(1500)  # live view runs, thumbnails are there
        await scene.act(stage)
        await stage.rig.page.wait_for_timeout(500)
        await stage.rig.page.screenshot(path=path)
        print(path, *stage.rig.faults)
        await scene.undo(stage)
        await context.close()


async def take_all(folder: Path, scenes: Sequence[Scene], only: Sequence[str]) -> None:
    """Take the pictures of `scenes`, or those named in `only`, into `folder`."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS, chromium_sandbox=os.geteuid() != 0
        )
        for makes in dict.fromkeys(scene.makes for scene in scenes):
            async with AsyncExitStack() as stack:
                scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                (scratch / "saved").mkdir()
                bodies = [
                    VirtualCameraProcess("--make", make, "--serial", f"{number:07}")
                    for number, make in enumerate(makes, 1)
                ]
                cameras = [stack.enter_context(body) for body in bodies]
                running = running_service(scratch, [body.port_string for body in cameras], save_dir=scratch / "saved")
                studio = Studio(browser, folder, await stack.enter_async_context(running), cameras)
                for scene in scenes:
                    if scene.makes == makes:
                        await studio.take(scene, only)
        await browser.close()


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(prog="python -m tests.page.screenshots", description="Take pictures of the page.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=f"of {', '.join(scene.name for scene in SCENES)}")
    parser.add_argument("--kept", action="store_true", help="only those that the docs show")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    scenes = [scene for scene in SCENES if not arguments.scenes or scene.name in arguments.scenes]
    asyncio.run(take_all(arguments.folder, scenes, KEPT if arguments.kept else ()))


if __name__ == "__main__":
    main()
