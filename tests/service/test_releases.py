"""`capture_image` answers with all files of its own release and with no other, however late the body writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.rigs.dial import turn_dial

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

BURST, RAW_AND_JPEG = 2, 7


async def shoot(client: RpcClient, **params: Any) -> list[str]:
    """Take a picture and return the names of its files."""
    return [file["filename"] for file in (await client.call("capture_image", **params))["files"]]


async def arrived(client: RpcClient, files: int) -> dict[str, str]:
    """Return the origin of each of the next new files."""
    told = [await client.notification("file_added") for _ in range(files)]
    return {each["file"]["filename"]: each["origin"] for each in told}


async def test_a_raw_that_comes_late_is_waited_for(camera: VirtualCameraProcess, client: RpcClient) -> None:
    await turn_dial(camera, client, "imagequality", RAW_AND_JPEG)
    camera.control({"write_s": 0, "raw_later_s": 4})

    taken = [await shoot(client) for _ in range(2)]

    assert taken == [["DSC_0006.JPG", "DSC_0006.NEF"], ["DSC_0007.JPG", "DSC_0007.NEF"]]


async def test_a_raw_that_comes_too_late_goes_to_no_other_capture(
    camera: VirtualCameraProcess, client: RpcClient
) -> None:
    await client.call("subscribe", events=["file_added"])
    await turn_dial(camera, client, "imagequality", RAW_AND_JPEG)
    camera.control({"write_s": 0, "raw_later_s": 6})

    first = await shoot(client, timeout_s=5)
    camera.control({"write_s": 0, "raw_later_s": 3})
    second = await shoot(client)

    assert (first, second) == (["DSC_0006.JPG"], ["DSC_0007.JPG", "DSC_0007.NEF"])
    names = [f"DSC_000{frame}.{ext}" for frame in (6, 7) for ext in ("JPG", "NEF")]
    assert await arrived(client, 4) == dict.fromkeys(names, "capture_image")


async def test_a_late_raw_of_a_picture_taken_by_hand_goes_to_no_capture(
    camera: VirtualCameraProcess, client: RpcClient
) -> None:
    await client.call("subscribe", events=["file_added"])
    await turn_dial(camera, client, "imagequality", RAW_AND_JPEG)
    camera.control({"write_s": 0, "raw_later_s": 2})
    camera.control({"press_shutter": True})
    by_hand = await arrived(client, 1)

    taken = await shoot(client)

    assert by_hand == {"DSC_0006.JPG": "camera"}
    assert taken == ["DSC_0007.JPG", "DSC_0007.NEF"]
    assert (await arrived(client, 3))["DSC_0006.NEF"] == "camera"


async def test_all_pictures_of_a_burst_are_in_its_answer(camera: VirtualCameraProcess, client: RpcClient) -> None:
    await turn_dial(camera, client, "imagequality", RAW_AND_JPEG)
    await turn_dial(camera, client, "capturemode", BURST)
    await turn_dial(camera, client, "burstnumber", 4)
    camera.control({"write_s": 0.8})

    taken = [await shoot(client) for _ in range(2)]

    names = [f"DSC_{frame:04}.{ext}" for frame in range(6, 14) for ext in ("JPG", "NEF")]
    assert taken == [names[:8], names[8:]]


async def test_a_burst_in_memory_is_answered_whole(camera: VirtualCameraProcess, client: RpcClient) -> None:
    await client.call("set_config", name="capturetarget", value="Internal RAM")
    await turn_dial(camera, client, "imagequality", RAW_AND_JPEG)
    await turn_dial(camera, client, "capturemode", BURST)
    await turn_dial(camera, client, "burstnumber", 4)

    taken = await shoot(client)

    assert [name.rpartition(".")[2] for name in taken] == ["jpg", "nef"] * 4


async def test_triggered_pictures_that_are_still_written_are_in_no_answer(
    camera: VirtualCameraProcess, client: RpcClient
) -> None:
    await client.call("subscribe", events=["file_added"])
    camera.control({"write_s": 1})
    for _ in range(2):
        await client.call("trigger_capture")

    taken = await shoot(client)

    assert taken == ["DSC_0008.JPG"]
    assert await arrived(client, 3) == {
        "DSC_0006.JPG": "camera",
        "DSC_0007.JPG": "camera",
        "DSC_0008.JPG": "capture_image",
    }


async def test_raw_and_jpeg_on_two_cards_are_one_picture(camera: VirtualCameraProcess, client: RpcClient) -> None:
    await turn_dial(camera, client, "imagequality", RAW_AND_JPEG)
    camera.control({"second_card": "jpeg"})

    taken = (await client.call("capture_image"))["files"]

    assert [file["path"] for file in taken] == [
        "/store_00020001/DCIM/100VIRTL/DSC_0006.JPG",
        "/store_00010001/DCIM/101VIRTL/DSC_0006.NEF",
    ]
