"""The card as libgphoto2 sees it: folders, files, thumbnails, uploads and deletions."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import gphoto2 as gp
import pytest
from PIL import Image

from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.virtual.driver import CARD, Driver

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = f"{CARD}/DCIM/100VIRTL"


def jpeg(size: tuple[int, int] = (320, 240)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(file, "JPEG")
    return file.getvalue()


def test_there_are_pictures_in_two_folders_from_the_start(shared_driver: Driver) -> None:
    assert shared_driver.folders(f"{CARD}/DCIM") == ["100VIRTL", "101VIRTL"]
    assert len(shared_driver.all_files()) >= 4


def test_file_info_tells_size_type_and_pixels_as_the_file_has_them(shared_driver: Driver) -> None:
    for path in shared_driver.all_files():
        info, image = shared_driver.info(path), shared_driver.image(path)
        assert info.pixels == image.size
        assert info.size == len(shared_driver.read(path))
        assert info.type == "image/jpeg"
        assert info.permissions == gp.GP_FILE_PERM_READ | gp.GP_FILE_PERM_DELETE


def test_a_file_reads_in_parts_as_it_does_whole(shared_driver: Driver) -> None:
    path = shared_driver.all_files()[0]
    whole = shared_driver.read(path)
    parts = [shared_driver.read_part(path, offset, 100_000) for offset in range(0, len(whole), 100_000)]
    assert b"".join(parts) == whole
    assert shared_driver.read_part(path, len(whole), 10) == b""


@pytest.mark.parametrize(("setting", "size"), [("normal", (160, 120)), ("large", (640, 480))])
def test_thumbnails_come_in_two_sizes(shared_driver: Driver, setting: str, size: tuple[int, int]) -> None:
    shared_driver.set("thumbsize", setting)
    data = shared_driver.read(shared_driver.all_files()[0], gp.GP_FILE_TYPE_PREVIEW)
    shared_driver.set("thumbsize", "normal")
    assert Image.open(io.BytesIO(data)).size == size


def test_exif_can_be_had_without_the_picture(shared_driver: Driver) -> None:
    path = shared_driver.all_files()[0]
    app1 = shared_driver.read(path, gp.GP_FILE_TYPE_EXIF)
    assert app1[:2] == b"\xff\xe1"
    assert app1[4:10] == b"Exif\0\0"
    assert shared_driver.read(path)[2 : 2 + len(app1)] == app1


def test_an_uploaded_file_is_there_byte_by_byte(driver: Driver) -> None:
    data = jpeg((2000, 1500)) + bytes(3_000_000)
    driver.upload(FOLDER, "MINE.JPG", data)
    assert driver.read(f"{FOLDER}/MINE.JPG") == data
    assert driver.info(f"{FOLDER}/MINE.JPG").pixels == (2000, 1500)
    assert driver.read(f"{FOLDER}/MINE.JPG", gp.GP_FILE_TYPE_PREVIEW)[:2] == b"\xff\xd8"


def test_an_uploaded_file_survives_the_session(virtual: VirtualCameraProcess) -> None:
    with Driver(virtual.port_string) as first:
        first.upload(FOLDER, "NOTE.TXT", b"a note")
    with Driver(virtual.port_string) as second:
        assert second.read(f"{FOLDER}/NOTE.TXT") == b"a note"


def test_an_empty_file_can_be_uploaded(driver: Driver) -> None:
    driver.upload(FOLDER, "EMPTY.TXT", b"")
    assert driver.info(f"{FOLDER}/EMPTY.TXT").size == 0


def test_an_upload_of_a_name_that_exists_is_refused(driver: Driver) -> None:
    with pytest.raises(gp.GPhoto2Error) as caught:
        driver.upload(FOLDER, "DSC_0001.JPG", jpeg())
    assert caught.value.code == gp.GP_ERROR_FILE_EXISTS


def test_a_deleted_file_is_gone_and_its_space_is_free(driver: Driver) -> None:
    path = driver.all_files()[0]
    before = driver.camera.get_storageinfo(driver.context)[0].freekbytes
    driver.delete(path)
    assert path not in driver.all_files()
    assert driver.camera.get_storageinfo(driver.context)[0].freekbytes > before


def test_a_protected_file_cannot_be_deleted(driver: Driver) -> None:
    path = f"{FOLDER}/DSC_0001.JPG"
    driver.protect(path)
    assert driver.info(path).permissions == gp.GP_FILE_PERM_READ
    with pytest.raises(gp.GPhoto2Error):
        driver.delete(path)
    assert path in driver.all_files()


def test_a_folder_is_made_filled_and_removed_with_its_content(virtual: VirtualCameraProcess) -> None:
    with Driver(virtual.port_string) as driver:
        driver.camera.folder_make_dir(f"{CARD}/DCIM", "200TRIPS", driver.context)
        driver.upload(f"{CARD}/DCIM/200TRIPS", "A.JPG", jpeg())
    with Driver(virtual.port_string) as driver:
        assert driver.files(f"{CARD}/DCIM/200TRIPS") == ["A.JPG"]
        driver.delete(f"{CARD}/DCIM/200TRIPS/A.JPG")
        driver.camera.folder_remove_dir(f"{CARD}/DCIM", "200TRIPS", driver.context)
    with Driver(virtual.port_string) as driver:
        assert "200TRIPS" not in driver.folders(f"{CARD}/DCIM")


def test_all_files_of_a_folder_go_at_once(driver: Driver) -> None:
    driver.camera.folder_delete_all(FOLDER, driver.context)
    assert driver.files(FOLDER) == []
    assert driver.files(f"{CARD}/DCIM/101VIRTL")


def test_the_card_tells_what_it_is_and_how_much_fits() -> None:
    with VirtualCameraProcess("--card-size-mb", "500") as small, Driver(small.port_string) as driver:
        (card,) = driver.camera.get_storageinfo(driver.context)
        assert card.basedir == CARD
        assert card.capacitykbytes == 500_000_000 // 1024
        assert 0 < card.freekbytes < card.capacitykbytes
        assert card.freeimages == int(driver.get("availableshots"))
        assert card.access == gp.GP_STORAGEINFO_AC_READWRITE
        assert card.fstype == gp.GP_STORAGEINFO_FST_DCF


def test_the_users_pictures_are_shown_and_never_touched(tmp_path: Path) -> None:
    mine = tmp_path / "holiday.jpg"
    mine.write_bytes(jpeg((640, 480)))
    (tmp_path / "notes.txt").write_text("not a picture")
    with VirtualCameraProcess("--pictures", str(tmp_path)) as camera, Driver(camera.port_string) as driver:
        folder = f"{CARD}/DCIM/900MYPIX"
        assert driver.files(folder) == ["holiday.jpg", "notes.txt"]
        assert driver.read(f"{folder}/holiday.jpg") == mine.read_bytes()
        assert driver.info(f"{folder}/holiday.jpg").pixels == (640, 480)
        assert Image.open(io.BytesIO(driver.read(f"{folder}/holiday.jpg", gp.GP_FILE_TYPE_PREVIEW))).size == (160, 120)
        driver.delete(f"{folder}/holiday.jpg")
        assert driver.files(folder) == ["notes.txt"]
    assert mine.exists()


def test_a_card_that_is_filled_has_folders_as_of_a_season_and_the_body_goes_on_in_the_last() -> None:
    with VirtualCameraProcess() as camera:
        camera.control({"fill": 5, "from_frame": 9998, "per_folder": 3})
        with Driver(camera.port_string) as driver:
            filled = [path for path in driver.all_files() if "/100" not in path and "/101" not in path]
            one, other = driver.read(filled[0]), driver.read(filled[-1])

    numbers = {"102": (9998, 9999), "103": (1, 2, 3)}
    assert filled == [
        f"{CARD}/DCIM/{folder}VIRTL/DSC_{number:04d}.JPG" for folder, each in numbers.items() for number in each
    ]
    assert Image.open(io.BytesIO(one)).size == (1600, 1200)
    assert one == other
