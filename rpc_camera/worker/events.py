"""The event pump: what the camera reports by itself, in bounded rounds, without repeats."""

from __future__ import annotations

import logging
import re
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import gphoto2 as gp

from rpc_camera.contract.types import FileOrigin
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.events import CardChanged, FileArrived, PicturesWait, SettingChanged
from rpc_camera.worker.files import is_held_by_driver
from rpc_camera.worker.makers.maker import Sign
from rpc_camera.worker.paths import join, split
from rpc_camera.worker.refusals import IgnoredRefusals
from rpc_camera.worker.releases import Releases

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.contract.types import Widget
    from rpc_camera.wire.message import WorkerEvent
    from rpc_camera.worker.config import Config
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.files import Files
    from rpc_camera.worker.ram import RamPictures

_ROUND: Final = 32  # events of one round: a dial that is being turned must not keep commands waiting
_WAIT_MS: Final = 1  # never 0: to some ports it means "for ever"
LISTEN_MS: Final = 10
_PROBES: Final = 3
_LATELY_S: Final = 5.0
_STALLED_S: Final = 2.0  # libgphoto2 waits for 2.5 s for an answer over a network, and for longer by USB
_MAY_FAIL_S: Final = 3.0
_RECENT_FILES: Final = 64
_OPENING_S: Final = 0.5
_WAITING: Final = "Pictures from the camera's memory wait for room on the server's disk: free space in --state-dir."
_log = logging.getLogger(__name__)
_PROPERTY: Final = re.compile(r'PTP Property ([0-9a-f]+) changed(?:, "([^"]*)")?')


@dataclass
class EventBatch:
    """What one round of events brought.

    `files`: the paths of the files of the release that is awaited, in order. `complete`: the camera said that it is.
    `has_focus`: what the body said of its focus last. `focusing_ended`: it is through with focusing, either way.
    `changed`: the names of settings, each once, in order.
    """

    files: list[str] = field(default_factory=list)
    complete: bool = False
    has_focus: bool | None = None
    focusing_ended: bool = False
    changed: dict[str, None] = field(default_factory=dict)
    card_changed: bool = False


class Events:
    """Reads the events of one open camera and publishes new files and changed settings."""

    def __init__(
        self,
        driver: Driver,
        config: Config,
        files: Files,
        ram: RamPictures,
        publish: Callable[[WorkerEvent], None],
    ) -> None:
        self._driver = driver
        self._config = config
        self._files = files
        self._ram = ram
        self._publish = publish
        self.releases = Releases(time.monotonic)
        self.supported = True
        self.card_changes = 0  # how often a card was put in or taken out
        self.setting_changes = 0  # how often settings have become others, as far as is known
        self.body_is_busy = False  # with a picture; only of bodies that say so, and say when it is complete
        self._last_event = time.monotonic()
        self.listened_at = 0.0  # when the events of a picture were waited for last
        self._failing_since: float | None = None
        self._failure: ServiceError | None = None
        self._reported: deque[FileArrived] = deque(maxlen=_RECENT_FILES)
        self._values: dict[str, JsonValue] = {}
        self._are_waiting = False
        # Some bodies report all that is set when they are opened, and the driver turns their target twice: no change to
        # anybody, unlike a dial that is turned right then.
        self._silent_until = time.monotonic() + (_OPENING_S if driver.maker.report_anew else 0.0)

    def pump(self, wait_ms: int = _WAIT_MS) -> EventBatch:
        """Read the events that wait, and publish them. ServiceError CAMERA_LOST: the link is gone."""
        self._ram.keep_waiting()
        batch = EventBatch()
        for _ in range(_ROUND if self.supported else 0):
            kind, data = self._next(wait_ms)
            if kind == gp.GP_EVENT_TIMEOUT:
                break
            self._last_event = time.monotonic()
            if kind == gp.GP_EVENT_FILE_ADDED:
                batch.files += self.report_file(data.folder, data.name)
                if is_held_by_driver(join(data.folder, data.name)):
                    break  # the driver fetched it from the body before it reported it: enough time for one round
            elif kind == gp.GP_EVENT_CAPTURE_COMPLETE:
                self.body_is_busy = False
                batch.complete |= self.releases.complete()
                break
            elif kind == gp.GP_EVENT_UNKNOWN:
                self._note(str(data), batch)
        self._driver.keep_control()
        self._publish_changes(batch)
        self._publish_waiting()
        return batch

    def _publish_waiting(self) -> None:
        """Publish it when pictures begin to wait for room, and when none does any more."""
        if (are_waiting := bool(self._ram.waiting.names)) is not self._are_waiting:
            self._are_waiting = are_waiting
            self._publish(PicturesWait(_WAITING if are_waiting else None))

    def listen(self, wait_ms: int = LISTEN_MS) -> EventBatch:
        """Wait so long at most for the events of a picture, and return what they have brought."""
        if not self.supported:
            time.sleep(wait_ms / 1000)
        batch = self.pump(wait_ms)
        self.listened_at = time.monotonic()
        return batch

    def _note(self, words: str, batch: EventBatch) -> None:
        """Read what the driver only has words for."""
        if match := _PROPERTY.search(words):
            name = match[2] or f"{int(match[1], 16) & 0xFFFF:04x}"
            batch.changed[self._driver.maker.named_in_events.get(name, name)] = None
        signs = {sign for text, sign in self._driver.maker.signs.items() if text in words}
        if Sign.FOCUS_FOUND in signs or Sign.FOCUS_FAILED in signs:
            batch.has_focus = Sign.FOCUS_FOUND in signs
        batch.focusing_ended |= Sign.FOCUSING_ENDED in signs
        batch.card_changed |= Sign.CARD_CHANGED in signs
        self.body_is_busy |= Sign.BUSY in signs

    @property
    def are_due(self) -> bool:
        """Whether there was an event lately, or a release has not brought all that it makes."""
        return time.monotonic() - self._last_event < _LATELY_S or self.releases.are_under_way

    @property
    def is_failing(self) -> bool:
        """Whether the camera could not be asked for events the last time, be it for a broken link or not."""
        return self._failure is not None

    def check_link(self) -> None:
        """Raise ServiceError CAMERA_LOST if asking for events fails again and again, whatever the error says.

        A body that was unplugged in the middle of a transfer can be a mere "error" to the driver.
        """
        for _ in range(_PROBES):
            self.pump()
            if self._failure is None:
                return
        if self._failure:
            raise self._failure.but(name=ErrorName.CAMERA_LOST)

    def _publish_changes(self, batch: EventBatch) -> None:
        if batch.card_changed:
            self.card_changes += 1
            self._driver.note_card_change()
            self.releases.forget_pictures()
            self._publish(CardChanged())
        self.setting_changes += bool(batch.changed)
        is_silent = time.monotonic() < self._silent_until
        for name in batch.changed:
            with IgnoredRefusals():
                begun = time.monotonic()
                widget = self._config.get(name)
                self._prove_answer(begun)
                self._note_setting(widget, is_silent=is_silent)

    def _next(self, wait_ms: int) -> tuple[int, Any]:
        try:
            if self._ram.waiting.are_enough:  # the body keeps what it has, and the driver need not fetch it
                self._driver.prove_link()
                time.sleep(wait_ms / 1000)
                kind, data = gp.GP_EVENT_TIMEOUT, None
            else:
                kind, data = self._next_or_lost(wait_ms)
        except ServiceError as error:
            self.supported = error.name is not ErrorName.NOT_SUPPORTED
            if error.name in {ErrorName.NOT_SUPPORTED, ErrorName.CAMERA_BUSY}:
                return gp.GP_EVENT_TIMEOUT, None
            self._failing_since = self._failing_since or time.monotonic()
            self._failure = error
            if error.name is ErrorName.CAMERA_LOST or time.monotonic() - self._failing_since > _MAY_FAIL_S:
                raise error.but(name=ErrorName.CAMERA_LOST) from error
            return gp.GP_EVENT_TIMEOUT, None
        self._failing_since = self._failure = None
        return kind, data

    def _next_or_lost(self, wait_ms: int) -> tuple[int, Any]:
        begun = time.monotonic()
        kind, data = self._driver.next_event(wait_ms)
        if kind == gp.GP_EVENT_TIMEOUT:
            self._prove_answer(begun + wait_ms / 1000)
        return kind, data

    def _prove_answer(self, begun: float) -> None:
        """Ask the body itself where the driver may have waited for it in vain since `begun`: not all say so.

        What the driver answers then is what it knew before.
        """
        if time.monotonic() - begun > _STALLED_S:
            self._driver.prove_link()

    def report_upload(self, path: str) -> None:
        """Publish a file that a client has stored, once."""
        self._report(FileArrived(path, FileOrigin.UPLOAD, *self._files.identity(path)))

    def report_file(self, folder: str, name: str) -> list[str]:
        """Report a file that came, with what has made it; return its path if it is of the release that is awaited.

        One in internal memory is kept on disk first; its name can come again for another picture.
        """
        path = join(folder, name)
        if is_held_by_driver(path):
            path = self._keep(path)
        identity = self._files.identity(path)
        if any(each.path == path and _is_repeat(each, *identity) for each in self._reported):
            return []
        self._report(FileArrived(path, self.releases.add(path), *identity))
        return [path] if self.releases.is_awaited(path) else []

    def _report(self, file: FileArrived) -> None:
        self._reported.append(file)
        self._publish(file)

    def forget(self, path: str) -> None:
        """Report a deleted file's name again when it comes again."""
        for file in [file for file in self._reported if file.path == path]:
            self._reported.remove(file)

    def _keep(self, path: str) -> str:
        """Move a picture from libgphoto2's memory, which keeps only the last few, to disk, or let it wait for room."""
        folder, name = split(path)
        try:
            kept = self._ram.keep(name, lambda descriptor: self._files.fetch(path, descriptor))
        except (OSError, ServiceError) as error:
            if isinstance(error, ServiceError) and error.name is ErrorName.CAMERA_LOST:
                raise
            kept = self._ram.let_wait(name, self._files.content(path), error)
        with suppress(ServiceError), self._driver.doing(f"free {path}"):  # else it stays there until the worker ends
            self._driver.camera.file_delete(folder, name, self._driver.context)
        return kept

    def report_setting(self, widget: Widget) -> None:
        """Publish a setting's value, unless it is the one that was published last."""
        self.setting_changes += 1
        self._note_setting(widget, is_silent=False)

    def _note_setting(self, widget: Widget, *, is_silent: bool) -> None:
        name, value = widget["name"], widget["value"]
        is_known = name in self._values
        if is_known and self._values[name] == value:
            return
        self._values[name] = value
        if not is_silent or (is_known and name != self._driver.maker.target):
            self._publish(SettingChanged(name, value))


def _is_repeat(reported: FileArrived, size_bytes: int | None, modified_at: str | None) -> bool:
    """Return whether a file that is as this, and has the path of one that was reported, is that one, maybe grown."""
    if reported.modified_at != modified_at:
        return False
    return reported.size_bytes == size_bytes or (bool(modified_at) and (size_bytes or 0) > (reported.size_bytes or 0))
