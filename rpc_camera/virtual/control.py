"""The control channel: how a test, or a developer, does to the camera what happens to a real one.

One JSON object a line, answered by one JSON line: {"ok": true, …} or {"error": "…"}. An object may hold several:

    {"hang": "9207", "times": 1}                          the operation never ends (until "clear")
    {"refuse": "9207", "code": "0x2019", "times": 3}      it is refused; without "times", until "clear"
        With "of": "DSC_0005.JPG", either befalls only what is about that file or folder.
    {"latency_s": 0.1}                                    every operation takes that much longer
    {"bytes_per_s": 100e6}                                files are sent no faster than that; 0: as fast as it goes
    {"clear": true}                                       no faults any more; what hangs goes on
    {"drop": true}                                        all connections break, as with a pulled cable
    {"offline": true}                                     switched off; false: on again, on the same port
    {"press_shutter": true}                               someone takes a picture on the body; at Bulb, false ends it,
                                                          and at Time the next true
    {"holds_on": true}                                    its shutter stays open when the client goes away
    {"set_property": "iso", "value": "400"}               someone turns a dial; a libgphoto2 name or a code ("0x500f")
                                                          with "force": to a value that it does not even offer
        The value: as libgphoto2 shows it for numbers ("400"), apertures ("f/8"), speeds ("1/60", "0.5s", "Bulb",
        "Time"); for all else the raw PTP code, a number, such as 7 for the "imagequality" NEF+Fine.
    {"battery": 12}                                       the battery level, in percent; below 5: no live view
    {"card": "remove"}                                    and "insert"; a Sony or a Fujifilm shows none to a computer
    {"store": "DCIM/100/A.JPG", "text": "…"}              a file that some other device has put there, of any name
    {"fill": 10000, "from_frame": 5000, "per_folder": 999}  so many pictures are on the card, as after a season
    {"put": "MVI_0001.MP4", "from": "/a/file"}            a copy of that file comes onto the card; if there is one
                                                          of that name, it gets that content, without an event;
                                                          with "reported_bytes": a size that the camera reports instead,
                                                          with "taken_at": "1979-11-30T00:00:00", another time
    {"settle_s": 0.3}                                     a setting that a client has set shows that much later
    {"ignores_sets": true}                                what a client sets is answered as set, and is not
    {"strict": true}                                      a Fujifilm refuses settings while it is in control itself,
                                                          and a release in live view
    {"focus_s": 1.5, "focus_fails": true}                 focusing takes that long, and finds nothing
    {"develop_s": 0.5}                                    pictures are there that long after their exposure
    {"write_s": 0.5, "raw_later_s": 4}                    writing a picture takes longer, and the RAW comes after the
                                                          JPEG; the shutter can be released meanwhile
    {"second_card": "jpeg"}                               there is one, for the JPEGs; "backup": for copies of all;
                                                          "nothing": it stays empty; of a Nikon or an EOS
    {"upload": "cut", "after_bytes": 100000}              the link breaks when so much of the next file has come;
                                                          "cut_and_kept": and that much stays on the card;
                                                          "cut_and_padded": with zeros up to the whole size;
                                                          "shortened": no break, but only that much is stored;
                                                          "held_up": no more is taken until "clear"
    {"status": true}                                      what it is at, and the last operations the client sent;
                                                          "live_view": whether its display shows it;
                                                          "focus_movements": how often its lens has moved;
                                                          "released_at": its last release, in s of CLOCK_MONOTONIC;
                                                          "written": the files that it has made, in order;
                                                          "contents": their hashes, when they were written and
                                                          when they left its memory, by the same clock;
                                                          "counts": how often the client has sent each operation
    {"journal": true}                                     the operations since this was asked last, each with when it
                                                          came and was answered, by the same clock; null: it is not yet
"""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import asdict, astuple
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from rpc_camera.virtual.faults import Fault
from rpc_camera.virtual.habits import SecondCard
from rpc_camera.virtual.ptp import SECOND_STORAGE_ID, PtpError
from rpc_camera.virtual.stock import add_file, fill_card
from rpc_camera.virtual.storage import format_of
from rpc_camera.virtual.upload import Mishap, UploadFault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from rpc_camera.virtual.camera import VirtualCamera
    from rpc_camera.virtual.responder import Responder

JsonObject: TypeAlias = "dict[str, object]"
_LARGEST_NUMBER: Final = 1 << 40
_log = logging.getLogger(__name__)


class ControlError(Exception):
    """A command that makes no sense; the message says why."""


class Control:
    """Carries out the commands."""

    def __init__(self, camera: VirtualCamera, responder: Responder) -> None:
        self._camera = camera
        self._responder = responder
        self._commands: Mapping[str, Callable[[JsonObject], Awaitable[JsonObject | None]]] = {
            "hang": self._hang,
            "refuse": self._refuse,
            "latency_s": self._latency,
            "bytes_per_s": self._speed,
            "clear": self._clear,
            "drop": self._drop,
            "offline": self._offline,
            "press_shutter": self._press_shutter,
            "holds_on": self._holds_on,
            "set_property": self._set_property,
            "battery": self._battery,
            "card": self._card,
            "store": self._store,
            "fill": self._fill,
            "put": self._put,
            "settle_s": self._settle,
            "ignores_sets": self._ignore_sets,
            "strict": self._strict,
            "focus_s": self._focus,
            "develop_s": self._develop,
            "write_s": self._write,
            "second_card": self._second_card,
            "upload": self._upload,
            "status": self._status,
            "journal": self._journal,
        }

    async def answer(self, line: bytes | str) -> str:
        """One line in, one line out; never raises for what is in the line."""
        try:
            result = await self._obey(line)
        except PtpError as error:
            result = {"error": f"the camera refuses: {error}"}
        except (ControlError, OSError) as error:
            result = {"error": str(error)}
        except Exception as error:  # the channel outlives any command: the next one may be the one that mends it
            _log.exception("a command failed")
            result = {"error": f"the command cannot be carried out: {error!r:.200}"}
        return json.dumps(result)

    async def _obey(self, line: bytes | str) -> JsonObject:
        try:
            command = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ControlError(f"not JSON: {error}") from None
        known = [name for name in self._commands if isinstance(command, dict) and name in command]
        if not known:
            raise ControlError(f"an object with one of these is expected: {', '.join(self._commands)}")
        result: JsonObject = {"ok": True}
        for name in known:
            result |= await self._commands[name](command) or {}
        return result

    async def _hang(self, command: JsonObject) -> None:
        self._camera.faults.set(_code(command["hang"]), Fault(None, _times(command), self._handle(command)))

    async def _refuse(self, command: JsonObject) -> None:
        fault = Fault(_code(command.get("code", "0x2019")), _times(command), self._handle(command))
        self._camera.faults.set(_code(command["refuse"]), fault)

    def _handle(self, command: JsonObject) -> int | None:
        """Return the handle of the `of` of a fault; None: it befalls all."""
        if "of" not in command:
            return None
        objects = self._camera.body.card.objects.values()
        found = next((item.handle for item in objects if item.name == command["of"]), None)
        if found is None:
            raise ControlError(f"there is no {command['of']!r:.80} on the card")
        return found

    async def _latency(self, command: JsonObject) -> None:
        self._camera.faults.latency_s = _number(command["latency_s"])

    async def _speed(self, command: JsonObject) -> None:
        self._camera.faults.bytes_per_s = _number(command["bytes_per_s"])

    async def _clear(self, _: JsonObject) -> None:
        self._camera.faults.clear()
        self._camera.upload.fault = None

    async def _drop(self, _: JsonObject) -> None:
        self._responder.drop()

    async def _offline(self, command: JsonObject) -> None:
        if command["offline"]:
            await self._responder.stop()
        elif not self._responder.online:
            await self._responder.start()

    async def _press_shutter(self, command: JsonObject) -> None:
        if command["press_shutter"]:
            self._camera.press_shutter()
        else:
            self._camera.shutter.let_go()

    async def _holds_on(self, command: JsonObject) -> None:
        self._camera.holds_on = bool(command["holds_on"])

    async def _set_property(self, command: JsonObject) -> None:
        name, value = command["set_property"], command.get("value")
        if not isinstance(value, (int, str)):
            raise ControlError('"value" must be a number or a text')
        try:
            item = self._camera.properties.find(str(name))
        except KeyError:
            raise ControlError(f"there is no property {name!r}") from None
        try:
            raw = self._camera.raw_value(item, value)
        except ValueError:
            raise ControlError(f"{value!r} is no value for {name!r}: give its raw PTP code, a number") from None
        self._camera.turn(item, raw, force=bool(command.get("force")))

    async def _battery(self, command: JsonObject) -> None:
        item = self._camera.properties["batterylevel"]
        self._camera.turn(item, int(_number(command["battery"])))

    async def _card(self, command: JsonObject) -> None:
        if command["card"] not in ("remove", "insert"):
            raise ControlError('"card" is "remove" or "insert"')
        self._camera.insert_card(command["card"] == "insert")

    async def _settle(self, command: JsonObject) -> None:
        self._camera.body.habits.settle_s = _number(command["settle_s"])

    async def _ignore_sets(self, command: JsonObject) -> None:
        self._camera.body.habits.ignores_sets = bool(command["ignores_sets"])

    async def _strict(self, command: JsonObject) -> None:
        self._camera.body.habits.strict = bool(command["strict"])

    async def _focus(self, command: JsonObject) -> None:
        habits = self._camera.body.habits
        habits.focus_s, habits.focus_fails = _number(command["focus_s"]), bool(command.get("focus_fails"))

    async def _develop(self, command: JsonObject) -> None:
        self._camera.body.habits.develop_s = _number(command["develop_s"])

    async def _write(self, command: JsonObject) -> None:
        habits = self._camera.body.habits
        habits.write_s, habits.raw_later_s = _number(command["write_s"]), _number(command.get("raw_later_s", 0))

    async def _second_card(self, command: JsonObject) -> None:
        body = self._camera.body
        try:
            body.habits.second_card = SecondCard(str(command["second_card"]))
        except ValueError:
            raise ControlError(f'"second_card" is one of: {", ".join(SecondCard)}') from None
        if body.card.slots < 2:
            body.card.slots = 2
            self._camera.report_card(SECOND_STORAGE_ID, present=True)

    async def _store(self, command: JsonObject) -> None:
        add_file(self._camera.body.card, str(command["store"]), str(command.get("text", "")).encode())

    async def _fill(self, command: JsonObject) -> None:
        count, first, per_folder = (int(_number(command.get(key, 1))) for key in ("fill", "from_frame", "per_folder"))
        fill_card(self._camera, count, first, per_folder)

    async def _put(self, command: JsonObject) -> None:
        body, name = self._camera.body, str(command["put"])
        taken_at = command.get("taken_at")
        now = datetime.fromisoformat(str(taken_at)) if taken_at else body.now()
        folder = self._camera.shot_folder
        item = body.card.child(folder, name)
        is_new = item is None
        item = item or body.card.add(folder, name, format_of(name), now)
        if source := command.get("from"):
            path = body.card.new_path()
            shutil.copyfile(str(source), path)
            item.path, item.size_bytes = path, path.stat().st_size
        if taken_at:
            item.taken_at = now
        if "reported_bytes" in command:
            item.reported_bytes = int(_number(command["reported_bytes"]))
        if is_new:
            self._camera.report_added(item)

    async def _upload(self, command: JsonObject) -> None:
        try:
            mishap = Mishap(str(command["upload"]))
        except ValueError:
            raise ControlError(f'"upload" is one of: {", ".join(Mishap)}') from None
        self._camera.upload.fault = UploadFault(mishap, int(_number(command.get("after_bytes"))))

    async def _journal(self, _: JsonObject) -> JsonObject:
        return {"journal": [astuple(entry) for entry in self._camera.body.journal.take()]}

    async def _status(self, _: JsonObject) -> JsonObject:
        body, session = self._camera.body, self._responder.session
        return {
            "model": body.identity.model,
            "serial": body.identity.serial,
            "online": self._responder.online,
            "connected": session is not None,
            "exposing": self._camera.shutter.exposing,
            "released_at": self._camera.shutter.released_at,
            "live_view": self._camera.live_view.on,
            "live_view_frames": self._camera.live_view.frames,
            "focus_position": self._camera.focus.position,
            "focus_movements": self._camera.focus.movements,
            "frame": body.frame,
            "written": [file.name for file in body.written],
            "contents": [asdict(file) for file in body.written],
            "files": sum(not item.is_folder for item in body.card.objects.values()),
            "free_bytes": body.card.free_bytes,
            "operations": [f"{code:04x}" for code in session.operations] if session else [],
            "counts": {f"{code:04x}": count for code, count in session.counts.items()} if session else {},
        }


def _code(value: object) -> int:
    try:
        return value if isinstance(value, int) else int(str(value), 16)
    except ValueError:
        raise ControlError(f"{value!r} is no code, such as {'0x9207'!r}") from None


def _times(command: JsonObject) -> int | None:
    times = command.get("times")
    if times is not None and (not isinstance(times, int) or times < 1):
        raise ControlError('"times" is a number of at least 1')
    return times


def _number(value: object) -> float:
    if not isinstance(value, (int, float)) or not 0 <= value <= _LARGEST_NUMBER:  # NaN is not either
        raise ControlError(f"{value!r:.40} is not a number from 0 to {_LARGEST_NUMBER}")
    return float(value)
