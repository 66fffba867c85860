"""What is in the files: the scene as it was exposed, true EXIF, a RAW that is one, and sizes as of a real camera."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PIL import ExifTags, Image, ImageStat

if TYPE_CHECKING:
    from tests.rigs.virtual_camera import VirtualCameraProcess
    from tests.virtual.driver import Driver

MEGABYTE = 1_000_000


def brightness(image: Image.Image) -> float:
    return float(ImageStat.Stat(image.convert("L")).mean[0])


def shoot(driver: Driver, **settings: str) -> Image.Image:
    for name, value in settings.items():
        driver.set(name.replace("_", "-"), value)
    return driver.image(driver.trigger()[0])


def test_a_longer_time_a_wider_aperture_and_a_higher_iso_are_brighter(studio: Driver) -> None:
    studio.shoot_small()
    right = brightness(shoot(studio))
    assert brightness(shoot(studio, shutterspeed2="1/500")) < right
    assert brightness(shoot(studio, shutterspeed2="1/30")) > right
    assert brightness(shoot(studio, shutterspeed2="1/125", f_number="f/11")) < right
    assert brightness(shoot(studio, f_number="f/2.8")) > right
    assert brightness(shoot(studio, f_number="f/5.6", iso="800")) > right


def test_exposure_compensation_counts_in_automatic_modes_only(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("exposurecompensation", "2")
    manual = brightness(shoot(studio))
    assert brightness(shoot(studio, expprogram="P")) > manual
    assert brightness(shoot(studio, expprogram="M", exposurecompensation="0")) == pytest.approx(manual, abs=1)


def test_tungsten_makes_daylight_blue(studio: Driver) -> None:
    studio.shoot_small()
    red, _, blue = ImageStat.Stat(shoot(studio)).mean
    cold_red, _, cold_blue = ImageStat.Stat(shoot(studio, whitebalance="Tungsten")).mean
    assert cold_blue / cold_red > blue / red


def test_two_pictures_of_the_same_settings_differ_by_their_number(studio: Driver) -> None:
    studio.shoot_small()
    first, second = shoot(studio), shoot(studio)
    assert first.tobytes() != second.tobytes()


def test_exif_tells_what_was_set(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("artist", "Germaine Krull")
    studio.set("copyright", "the public")
    studio.set("imagecomment", "a test")
    studio.set("imagecommentenable", "On")
    image = shoot(studio, iso="400", shutterspeed2="1/30", f_number="f/8")
    exif = image.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    tag = ExifTags.Base
    assert exif[tag.Make] == "Nikon Corporation"
    assert exif[tag.Model] == "Z Virtual"
    assert exif[tag.Orientation] == 1
    assert exif[tag.Artist] == "Germaine Krull"
    assert exif[tag.Copyright] == "the public"
    assert details[tag.ISOSpeedRatings] == 400
    assert float(details[tag.ExposureTime]) == pytest.approx(1 / 30)
    assert float(details[tag.FNumber]) == 8
    assert float(details[tag.FocalLength]) == 35
    assert details[tag.ExposureProgram] == 1
    assert details[tag.BodySerialNumber] == "TEST-1"
    assert "24-70mm" in details[tag.LensModel]
    assert (details[tag.ExifImageWidth], details[tag.ExifImageHeight]) == image.size
    assert details[tag.UserComment] == b"ASCII\0\0\0a test"
    datetime.strptime(details[tag.DateTimeOriginal], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (EXIF has no zone)


def test_exif_has_a_thumbnail(studio: Driver) -> None:
    studio.shoot_small()
    thumbnail = shoot(studio).getexif().get_ifd(ExifTags.IFD.IFD1)
    assert thumbnail[ExifTags.Base.Compression] == 6
    assert thumbnail[ExifTags.Base.JpegIFByteCount] > 1000


def test_a_camera_held_upright_says_so(virtual: VirtualCameraProcess, driver: Driver) -> None:
    driver.shoot_small()
    virtual.control({"set_property": "orientation", "value": 2})
    assert shoot(driver).getexif()[ExifTags.Base.Orientation] == 6


def test_a_large_fine_jpeg_and_its_raw_are_as_large_as_real_ones(studio: Driver) -> None:
    studio.set("capturetarget", "Memory card")
    studio.set("imagequality", "NEF+Fine")
    jpeg, raw = studio.trigger()
    assert studio.image(jpeg).size == (4000, 3000)
    assert 2 * MEGABYTE < studio.info(jpeg).size < 9 * MEGABYTE
    assert 20 * MEGABYTE < studio.info(raw).size < 60 * MEGABYTE


def test_a_raw_is_a_dng_with_16_bit_sensor_data_to_its_last_byte(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("imagequality", "NEF (Raw)")
    (path,) = studio.trigger()
    data = studio.read(path)
    tags = studio.image(path).tag_v2  # type: ignore[attr-defined]
    assert tags[0xC612] == b"\1\4\0\0"
    assert tags[0x0110] == "Z Virtual"
    entries = {}
    (sub_ifd,) = tags[0x014A] if isinstance(tags[0x014A], tuple) else (tags[0x014A],)
    (count,) = struct.unpack_from("<H", data, sub_ifd)
    for number in range(count):
        tag, kind, _, value = struct.unpack_from("<HHII", data, sub_ifd + 2 + 12 * number)
        entries[tag] = value & 0xFFFF if kind == 3 else value
    width, height, offset, size = (entries[tag] for tag in (0x0100, 0x0101, 0x0111, 0x0117))
    assert (width, height, entries[0x0102], entries[0x0106]) == (4000, 3000, 16, 32803)
    assert size == width * height * 2
    assert offset + size == len(data)


def test_a_raws_sensor_data_shows_the_scene(studio: Driver) -> None:
    studio.shoot_small()
    studio.set("imagequality", "NEF (Raw)")
    (path,) = studio.trigger()
    sensor = studio.read(path)[-4000 * 3000 * 2 :]
    sky_red, sky_blue = sensor[1::2][0], sensor[1::2][4001]
    assert sky_blue > sky_red
