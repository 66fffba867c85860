"""`capture_image` answers with all files of its own release and with no other, however late the body writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.dial import turn_dial, turn_to_burst
from tests.rigs.makes import Need

if TYPE_CHECKING:
    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess


async def shoot(client: RpcClient, **params: Any) -> list[str]:
    """Take a picture and return the names of its files."""
    return [file["filename"] for file in (await client.call("capture_image", **params))["files"]]


async def arrived(client: RpcClient, files: int) -> dict[str, str]:
    """Return the origin of each of the next new files."""
    told = [await client.notification("file_added") for _ in range(files)]
    return {each["file"]["filename"]: each["origin"] for each in told}


async def test_a_raw_that_comes_late_is_waited_for(
    camera: VirtualCameraProcess, client: RpcClient, each_make: Make
) -> None:
    await turn_dial(camera, client, each_make.quality, each_make.raw_and_jpeg_code)
    camera.control({"write_s": 0, "raw_later_s": 4})

    taken = [await shoot(client) for _ in range(2)]

    assert taken == [[*each_make.names_of(6)], [*each_make.names_of(7)]]


async def test_a_raw_that_comes_too_late_goes_to_no_other_capture(
    camera: VirtualCameraProcess, client: RpcClient, each_make: Make
) -> None:
    await client.call("subscribe", events=["file_added"])
    await turn_dial(camera, client, each_make.quality, each_make.raw_and_jpeg_code)
    camera.control({"write_s": 0, "raw_later_s": 6})

    first = await shoot(client, timeout_s=5)
    camera.control({"write_s": 0, "raw_later_s": 3})
    second = await shoot(client)

    assert (first, second) == ([each_make.jpeg_of(6)], [*each_make.names_of(7)])
    names = [name for frame in (6, 7) for name in each_make.names_of(frame)]
    assert await arrived(client, 4) == dict.fromkeys(names, "capture_image")


async def test_a_late_raw_of_a_picture_taken_by_hand_goes_to_no_capture(
    camera: VirtualCameraProcess, client: RpcClient, each_make: Make
) -> None:
    await client.call("subscribe", events=["file_added"])
    await turn_dial(camera, client, each_make.quality, each_make.raw_and_jpeg_code)
    camera.control({"write_s": 0, "raw_later_s": 2})
    camera.control({"press_shutter": True})
    by_hand = await arrived(client, 1)

    taken = await shoot(client)

    assert by_hand == {each_make.jpeg_of(6): "camera"}
    assert taken == [*each_make.names_of(7)]
    assert (await arrived(client, 3))[each_make.raw_of(6)] == "camera"


async def test_all_pictures_of_a_burst_are_in_its_answer(
    camera: VirtualCameraProcess, client: RpcClient, each_make: Make
) -> None:
    await turn_dial(camera, client, each_make.quality, each_make.raw_and_jpeg_code)
    pictures = await turn_to_burst(camera, client, 4)
    camera.control({"write_s": 0.8})

    taken = [await shoot(client) for _ in range(2)]

    names = [name for frame in range(6, 6 + 2 * pictures) for name in each_make.names_of(frame)]
    assert taken == [names[: 2 * pictures], names[2 * pictures :]]


@pytest.mark.needs(Need.TARGET)
async def test_a_burst_in_memory_is_answered_whole(
    camera: VirtualCameraProcess, client: RpcClient, each_make: Make
) -> None:
    await client.call("set_config", name="capturetarget", value="Internal RAM")
    await turn_dial(camera, client, each_make.quality, each_make.raw_and_jpeg_code)
    pictures = await turn_to_burst(camera, client, 4)

    taken = await shoot(client)

    assert [name.rpartition(".")[2] for name in taken] == ["jpg", each_make.raw_suffix.lower()] * pictures


async def test_triggered_pictures_that_are_still_written_are_in_no_answer(
    camera: VirtualCameraProcess, client: RpcClient, each_make: Make
) -> None:
    await client.call("subscribe", events=["file_added"])
    camera.control({"write_s": 1})
    for _ in range(2):
        await client.call("trigger_capture")

    taken = await shoot(client)

    assert taken == [each_make.jpeg_of(8)]
    assert await arrived(client, 3) == {
        each_make.jpeg_of(6): "camera",
        each_make.jpeg_of(7): "camera",
        each_make.jpeg_of(8): "capture_image",
    }


@pytest.mark.needs(Need.TWO_CARDS)
async def test_raw_and_jpeg_on_two_cards_are_one_picture(
    camera: VirtualCameraProcess, client: RpcClient, each_make: Make
) -> None:
    await turn_dial(camera, client, *each_make.split_quality)
    camera.control({"second_card": "jpeg"})

    taken = (await client.call("capture_image"))["files"]

    assert [file["path"] for file in taken] == [
        f"{each_make.first_folder.replace('1', '2', 1)}/{each_make.jpeg_of(6)}",
        f"{each_make.folder}/{each_make.raw_of(6)}",
    ]
