"""What differs from make to make: one interface, whose defaults are what most bodies do.

The other modules of the worker ask the maker of the open body, and name none. A make has a file of its own, with a
class that says what it does otherwise; sources are libgphoto2's camlibs/ptp2/config.c and library.c.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rpc_camera.errors import ServiceError
    from rpc_camera.worker.faults import Meaning

_RAW_WORDS: Final = ("raw", "nef", "nrw")
_QUALITY_WORDS: Final = (*_RAW_WORDS, "jpeg", "fine", "normal")


class Sign(StrEnum):
    """What a body means by an event for which libgphoto2 has only words."""

    CARD_CHANGED = "card changed"
    FOCUS_FOUND = "focus found"
    FOCUS_FAILED = "focus failed"
    FOCUSING_ENDED = "focusing ended"
    BUSY = "busy"


@dataclass(frozen=True)
class ShutterButton:
    """A setting that opens the shutter and closes it, and its values for that."""

    setting: str
    open_value: int | str
    close_value: int | str


@dataclass(frozen=True)
class FocusIndication:
    """A setting that says how a search for focus goes; those of its values that end it say whether it was found."""

    setting: str
    found_by: Mapping[str, bool]


@dataclass(frozen=True)
class FocusButton:
    """A setting that starts the autofocus with the value 1; with another setting and value, focusing is ended.

    Without an end, or on a body that has not that setting, the driver answers when it is over, and an error is a
    failure. `indication`: the driver releases the shutter without a look at the focus, which this says.
    """

    setting: str
    end: tuple[str, int] | None = None
    indication: FocusIndication | None = None


@dataclass(frozen=True)
class StandIn:
    """Another name for a setting under which it can be set, and what its values are there."""

    setting: str
    values: Mapping[str, str]


class Maker:
    """A body of a make that nothing else is known of: Olympus, Panasonic, Pentax and whatever comes."""

    mark: ClassVar[str] = ""
    """What the manufacturer's name contains, in lower case."""

    # ---- settings

    serial_number_settings: ClassVar[tuple[str, ...]] = ()
    """The settings with the serial number, where it is not in the one that all makes have."""
    report_anew: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Settings, and values to give them one after the other, at which the body reports all that is set.

    For bodies of which libgphoto2 takes for set what it has sent, until they have reported what they have.
    """
    named_in_events: ClassVar[Mapping[str, str]] = {}
    """Names by which libgphoto2 reports that settings have changed, and those that the settings have."""
    reports_changes: ClassVar[bool] = True
    """Whether a body reports settings that change; else libgphoto2 is kept from remembering what they were."""
    control: ClassVar[tuple[str, str] | None] = None
    """The setting that gives the computer control of the body, and its value for that.

    libgphoto2 gives the control back to the body's own dials whenever it asks for events.
    """
    stepped: ClassVar[tuple[str, ...]] = ()
    """The settings that go step by step, with choices of which nobody knows whether the lens has them."""
    stand_ins: ClassVar[Mapping[str, StandIn]] = {}
    """The settings that libgphoto2 shows and cannot set, by their names."""

    means: ClassVar[Mapping[tuple[str, str], str]] = {}
    """Settings and values of theirs for which libgphoto2 has the word of another make, and the word that is meant."""

    # ---- the shutter

    shutter_buttons: ClassVar[tuple[ShutterButton, ...]] = (ShutterButton("bulb", 1, 0),)
    """The first that the body has is what a bulb exposure is made with."""
    turned_by_bulb: ClassVar[tuple[str, ...]] = ()
    """The settings that libgphoto2 sets by itself for a bulb exposure, in the order to put them back in.

    Where it sets none, the shutter has to be at Bulb already: else it would take a picture of the time that is set.
    """
    refuses_to_close_twice: ClassVar[bool] = False
    """Whether a body refuses the command to close a shutter that is closed, which proves that it is."""
    hides_refused_releases: ClassVar[bool] = False
    """Whether libgphoto2 drops the reason of a refused trigger, so that taking a picture has to ask for it.

    Only where nothing was exposed by then: a second exposure is not what was asked for.
    """
    forgets_events: ClassVar[bool] = False
    """Whether libgphoto2 throws away, at a release, what the body has reported since it was last asked, files too."""
    passes_over_releases: ClassVar[bool] = False
    """Whether a release during an exposure is passed over without a word: neither body nor driver says "busy"."""

    mirror_lock: ClassVar[str] = ""
    """The setting, apart from the drive mode, that is not "0" where one release raises the mirror only."""

    # ---- pictures

    uses_all_access: ClassVar[bool] = False
    """Whether bodies have the operations for all that their storages allow: to delete files, to store them."""
    release_is_named: ClassVar[bool] = False
    """Whether libgphoto2's summary of a body names what it releases the shutter with, if the body has that."""
    quality_settings: ClassVar[tuple[str, ...]] = ("imagequality", "imageformat")
    """The first that the body has says which files a picture has."""
    qualities_by_card: ClassVar[tuple[str, ...]] = ()
    """Settings that can each say for one card what the first of these does not: RAW here, JPEG there."""
    coming: ClassVar[str] = ""
    """The setting, if there is one, that is not "0" while the body has pictures for which the driver waits."""
    burst_is_said_to_be_complete: ClassVar[bool] = True
    """Whether "complete" comes after all pictures of a burst; else libgphoto2 says it whenever it has fetched one, and
    there is no other yet."""
    last_file_completes: ClassVar[bool] = False
    """Whether a picture is complete with the last of the files that its quality names: neither body nor driver ever
    says "complete", and there is but one place to which the files go."""
    target: ClassVar[str] = "capturetarget"
    """The setting that says where pictures are kept."""
    card_signs: ClassVar[Mapping[str, str]] = {}
    """The settings that say of a card that the driver does not list that it is there, and their value for that."""
    keeps_listings: ClassVar[bool] = False
    """Whether libgphoto2 goes on listing a card that was taken out, until the body is opened anew."""

    def files_of(self, quality: str) -> int:
        """Return how many files a picture of this quality has: 2 for "NEF+Fine", "RAW + L" or "RAW & HEIF", else 1."""
        parts = [part for part in re.split(r"\s*[+&]\s*", quality.lower()) if part]
        return 2 if len(parts) > 1 and any(word in part for part in parts for word in _RAW_WORDS) else 1

    def names_files(self, quality: str) -> bool:
        """Return whether `files_of` goes by words that it knows, in every part of the quality."""
        return all(any(word in part for word in _QUALITY_WORDS) for part in quality.lower().split("+"))

    def preferred_targets(self, targets: Sequence[str], *, has_card: bool) -> list[str]:
        """Return those values of `target` that are as good as any, the best one first; none: as the body has it.

        A memory forgets pictures, so with a card they are better kept there; without one, there is only the memory.
        """
        return [target for target in targets if has_card == ("card" in target.lower())]

    # ---- focus

    unfocused_release: ClassVar[ShutterButton | None] = None
    """What releases the shutter without focusing first, on bodies that do so for each picture."""
    focus_button: ClassVar[FocusButton] = FocusButton("autofocusdrive")
    drives_in: ClassVar[tuple[str, ...]] = ()
    """The focus modes in which the lens can be driven by steps, if in others it stays where it is without a word."""
    lens_has_positions: ClassVar[bool] = False
    """Whether the setting that moves the lens is where the focus stands, instead of by how much it is to move."""

    def drives_only_in_live_view(self, refusal: ServiceError) -> bool:  # noqa: ARG002 - for bodies that do
        """Return whether the lens can have been refused to be driven by steps because live view is off."""
        return False

    # ---- live view

    live_view_sign: ClassVar[str] = ""
    """The setting without which a body has no live view; "": libgphoto2's table of models knows."""
    live_view_switch: ClassVar[str] = "viewfinder"
    """The setting that ends live view with the value 0; bodies without it end it when the camera is closed."""
    refuses_to_end_live_view_twice: ClassVar[bool] = False
    """Whether a body refuses that while live view is off, and its setting does not say whether it is."""
    releases_in_live_view: ClassVar[bool] = True
    """Whether a picture can be taken during live view; else that has to be ended before."""
    changed_by_live_view: ClassVar[tuple[str, ...]] = ()
    """The settings that libgphoto2 sets by itself for live view, and leaves so."""

    # ---- what the driver says

    idle_pump_s: ClassVar[float] = 0.1
    """How often libgphoto2 is asked for events while nothing goes on, if each time is work for the body."""
    signs: ClassVar[Mapping[str, Sign]] = {"PTP StoreAdded": Sign.CARD_CHANGED, "PTP StoreRemoved": Sign.CARD_CHANGED}
    """What the words of an event contain, and what that means."""
    meanings: ClassVar[Mapping[str, Meaning]] = {}
    """What the words of an error contain, in lower case, and what that means; they go before those of all makes."""
