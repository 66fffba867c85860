"""What tests have to know of a make's virtual body: what its settings and files are called, and what it can do.

`pytest tests/service --make canon,sony` runs the tests that use the fixture `each_make` on those bodies. What a test
needs of a body that not every one has is one of `Need`, by `@pytest.mark.needs(Need.CARD)`: on bodies without it, the
test is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


BURST_PICTURES: Final = 3
"""How many pictures a burst has on bodies that cannot be given a number."""


class Need(StrEnum):
    """What a body can have; each says what a test cannot do where it is missing."""

    NIKON_LENS = "has its lens driven by Nikon's operations, in live view; test_makers_focus has the others'"
    NIKON_SETTINGS = "has a Nikon's settings, by name and value; test_common_settings and a file per make have others'"
    NIKON_BULB = "is turned to Bulb and back by its driver, and begins and ends an exposure by a Nikon's operations"
    ARTIST = "keeps a text for the artist"
    CARD = "shows the files of a card, and takes it out and in"
    MODE = "has its mode of exposure set by a client; others have a dial for it"
    TWO_CARDS = "writes to a second card"
    UPLOAD = "stores files of a computer's"
    TARGET = "can be set to keep pictures in its memory instead of on its card"
    MEMORY = "gives pictures to the computer alone, which keeps them for the service"
    BODY_FILES = "keeps pictures until somebody deletes them; others give each away once"
    BURST_NUMBER = "takes bursts of as many pictures as are set"
    OPENED_WITHOUT_EVENTS = "can be opened while it answers no question for events; others time out there after 30 s"
    LIVE_VIEW_ENDS = "leaves live view when nobody watches; others are in it for as long as they are on"
    LIVE_VIEW_SETTING = "has a setting that its driver changes for live view"
    LIVE_VIEW_REFUSED = "refuses live view when its battery is nearly empty"
    BULB_FROM_ANY_TIME = "is turned to Bulb by the driver itself"


@dataclass(frozen=True)
class Make:
    """A body of `--make NAME`. Names of files have the number of the frame in place of {}; a new body has taken 5."""

    name: str
    model_id: str
    jpeg_name: str
    raw_suffix: str
    raw_mime: str
    folder: str
    abilities: frozenset[Need]
    quality: str
    jpeg: str
    raw: str
    raw_and_jpeg: str
    raw_and_jpeg_code: int
    shutter: str
    drive: str
    burst_code: int
    release: str
    events: str
    frame: str
    """The operation that the driver first asks for a frame of live view with, refused or not."""
    live_view_setting: str = ""
    """The setting that its driver changes for live view."""
    frame_size: tuple[int, int] = (640, 480)
    low_battery: str = ""
    """What the driver says of live view that is refused because of the battery, where it says it."""
    listing: str = "1007"
    """The operation that lists a folder."""
    stock: int = 0
    """How many pictures are listed of a new body: those of the first frames."""
    seconds: str = "{}"
    aperture: str = "f-number"
    stops: str = "f/{}"
    out_of_focus: str = ""
    """What a release is refused with that finds no focus, where it is the release that searches for it."""
    holds_triggers: bool = False
    """Whether libgphoto2 is busy with a trigger until the exposure is over."""
    memory: str = "Internal RAM"
    """The value of "capturetarget" for pictures that are for the computer alone."""
    has_unix_clock: bool = False
    reports_dials: bool = True
    """Whether a body says that a dial was turned on it."""
    reports_all: bool = False
    """Whether a body reports all that is set when it is opened."""
    split_quality: tuple[str, int] = ("", 0)
    """The setting, and its value, by which the first of two cards gets the RAW and the second the JPEG."""

    def __str__(self) -> str:
        return self.name

    def id(self, serial: str = "0000001") -> str:
        """Return the camera's id."""
        return f"{self.model_id}-{serial}"

    def jpeg_of(self, frame: int) -> str:
        """Return the name of a picture's JPEG."""
        return self.jpeg_name.format(frame)

    def raw_of(self, frame: int) -> str:
        """Return the name of a picture's RAW."""
        return f"{self.jpeg_of(frame).removesuffix('JPG')}{self.raw_suffix}"

    def names_of(self, frame: int) -> tuple[str, str]:
        """Return the names of a picture's JPEG and RAW."""
        return self.jpeg_of(frame), self.raw_of(frame)

    @property
    def saved(self) -> Make:
        """The same, with the names that its pictures are saved by: without what libgphoto2 puts before the body's."""
        return replace(self, jpeg_name=self.jpeg_name.removeprefix("capt_"))

    def clock(self, time: datetime) -> str | int:
        """Return the value of "datetime" on the body."""
        return int(time.timestamp()) if self.has_unix_clock else time.strftime("%Y%m%dT%H%M%S")

    def stop(self, number: float) -> str:
        """Return the value of `aperture` for an f-number."""
        return self.stops.format(number)

    def quality_of(self, files: int) -> str:
        """Return the value of `quality` for pictures of so many files: a small JPEG, or a RAW with it."""
        return self.raw_and_jpeg if files > 1 else self.jpeg

    def no_focus(self, after_s: float) -> list[dict[str, object]]:
        """Return the commands of the control channel after which the next release is refused, after that search."""
        if not self.out_of_focus:
            return [{"focus_s": after_s, "focus_fails": True}]
        return [
            {"refuse": "90c8", "code": "0x2019", "times": round(10 * after_s)},  # busy, as if focusing
            {"refuse": self.release, "code": self.out_of_focus, "times": 2},  # a refused one is tried as a capture
        ]

    @property
    def first_folder(self) -> str:
        """The folder of a card's first pictures."""
        return self.folder.replace("/101", "/100")

    @property
    def samples(self) -> list[str]:
        """The names of the pictures that are listed of a new body."""
        return [self.jpeg_of(frame) for frame in range(1, self.stock + 1)]

    def time(self, seconds: int) -> str:
        """Return the value of `shutter` for so many seconds."""
        return self.seconds.format(seconds)

    def path_of(self, frame: int) -> str:
        """Return where the JPEG of a new picture is."""
        return f"{self.folder.rstrip('/')}/{self.jpeg_of(frame)}"


_NIKON: Final = Make(
    name="nikon",
    model_id="z-virtual",
    jpeg_name="DSC_{:04}.JPG",
    raw_suffix="NEF",
    raw_mime="image/x-nikon-nef",
    folder="/store_00010001/DCIM/101VIRTL",
    abilities=frozenset(Need),
    quality="imagequality",
    jpeg="JPEG Basic",
    raw="NEF (Raw)",
    raw_and_jpeg="NEF+Fine",
    raw_and_jpeg_code=7,
    shutter="shutterspeed2",
    drive="capturemode",
    burst_code=2,
    release="9207",
    events="90c7",
    frame="9203",
    live_view_setting="recordingmedia",
    low_battery="Battery exhausted",
    stock=5,
    split_quality=("imagequality", 7),
    out_of_focus="0xa002",
    holds_triggers=True,
)
_CANON: Final = Make(
    name="canon",
    model_id="canon-eos-r5",
    jpeg_name="IMG_{:04}.JPG",
    raw_suffix="CR3",
    raw_mime="image/x-canon-cr3",
    folder="/store_00010001/DCIM/101EOSR5",
    abilities=frozenset(Need)
    - {need for need in Need if need.name.startswith("NIKON")}
    - {Need.BURST_NUMBER, Need.BULB_FROM_ANY_TIME, Need.OPENED_WITHOUT_EVENTS},
    quality="imageformat",
    jpeg="S1",
    raw="RAW",
    raw_and_jpeg="RAW + L",
    raw_and_jpeg_code=0x0C03,
    shutter="shutterspeed",
    drive="drivemode",
    burst_code=1,
    release="9128",
    events="9116",
    frame="9153",
    live_view_setting="output",
    frame_size=(960, 640),
    aperture="aperture",
    stops="{}",
    stock=5,
    split_quality=("imageformatcf", 0x0CFF),
    has_unix_clock=True,
    reports_all=True,
    listing="9109",
)
_SONY: Final = Make(
    name="sony",
    model_id="ilce-7rm3",
    jpeg_name="capt_DSC{:05}.JPG",
    raw_suffix="ARW",
    raw_mime="image/x-sony-arw",
    folder="/",
    abilities=frozenset({Need.MEMORY, Need.LIVE_VIEW_REFUSED}),
    quality="imagequality",
    jpeg="Standard",
    raw="RAW",
    raw_and_jpeg="RAW+JPEG (Fine)",
    raw_and_jpeg_code=0x13,
    shutter="shutterspeed",
    drive="capturemode",
    burst_code=2,
    release="9207",
    events="9209",
    frame="1008",
    memory="sdram",
)
_FUJI: Final = Make(
    name="fuji",
    model_id="x-t4",
    jpeg_name="DSCF{:04}.JPG",
    raw_suffix="RAF",
    raw_mime="image/x-fuji-raf",
    folder="/store_10000001",
    abilities=frozenset({Need.BODY_FILES, Need.MODE, Need.LIVE_VIEW_ENDS, Need.LIVE_VIEW_REFUSED}),
    quality="imageformat",
    jpeg="JPEG Normal",
    raw="RAW",
    raw_and_jpeg="RAW + JPEG Fine",
    raw_and_jpeg_code=4,
    shutter="shutterspeed",
    seconds="{}s",
    drive="capturemode",
    burst_code=2,
    release="100e",
    events="1016",
    frame="1009",
    reports_dials=False,
)
MAKES: Final[Mapping[str, Make]] = {
    make.name: make
    for make in (
        _NIKON,
        _CANON,
        replace(
            _CANON,
            name="canon-dslr",
            model_id="canon-eos-5d-mark-iv",
            raw_suffix="CR2",
            raw_mime="image/x-canon-cr2",
            folder="/store_00010001/DCIM/101EOS5D",
        ),
        _SONY,
        replace(_SONY, name="sony3", model_id="ilce-7rm5", burst_code=0x10002),
        _FUJI,
    )
}
