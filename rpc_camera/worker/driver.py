"""One opened camera of libgphoto2: every call passes a context, so that every failure has its reason."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import gphoto2 as gp

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.discovery import abilities_list, detect
from rpc_camera.worker.driver_cache import have_nothing_remembered
from rpc_camera.worker.faults import service_error
from rpc_camera.worker.left_out import LeftOut
from rpc_camera.worker.makers import maker_of
from rpc_camera.worker.makers.maker import Maker
from rpc_camera.worker.refusals import IgnoredRefusals
from rpc_camera.worker.widgets import GpWidget, put_value, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

GpCamera: TypeAlias = Any  # gphoto2 ships no types
GpStorage: TypeAlias = Any
# What libgphoto2 says at the opening where a camera has gone from its port: one of a model that it lists, or any other.
_NO_CAMERA_THERE: Final = frozenset({gp.GP_ERROR_BAD_PARAMETERS, gp.GP_ERROR_IO_USB_FIND})
_NO_REASON: Final = frozenset({"", "(null)"})  # the driver also formats texts that it has not got
_SAYS_NOTHING_OF_LISTINGS: Final = frozenset({ErrorName.FILE_NOT_FOUND, ErrorName.NOT_SUPPORTED, ErrorName.CAMERA_LOST})
NETWORK_MODEL: Final = "PTP/IP Camera"
FOLDER_MODEL: Final = "Mass Storage Camera"
_MODEL_BY_PORT: Final = {"ptpip": NETWORK_MODEL, "disk": FOLDER_MODEL}


class Driver:
    """An open `gp.Camera` and the context whose error callback explains its failures. For one thread."""

    def __init__(self, port: str, model: str | None) -> None:
        """Open the camera on `port` (as libgphoto2 writes it). ServiceError: it is not there, or claimed."""
        self._texts: list[str] = []
        self.context = gp.Context()
        self._callback = self.context.set_error_func(self._note, None)
        self._port, self._model = port, model
        self._model_entry: Any = None
        self.maker = Maker()
        """What is known of bodies of this make, once the make is known."""
        self._lists_wrongly = False
        self.left_out = LeftOut()
        self._has_control = self._keeps_control = False
        self.camera: GpCamera = self._opened()
        self.abilities: Any = self.camera.get_abilities()

    def _opened(self) -> GpCamera:
        camera, opening = gp.Camera(), f"open the camera on {self._port}"
        with self.doing(opening):
            _set_port(camera, self._port)
            self._model_entry = self._model_entry or _model_entry(self._model or _model_for(self._port))
            camera.set_abilities(self._model_entry)
        if not maker_of(self._model_entry.model).reports_changes:
            have_nothing_remembered()
        self.left_out.begin()
        try:
            with self.doing(opening):
                camera.init(self.context)
        except ServiceError as error:
            if error.driver is None or error.driver.code not in _NO_CAMERA_THERE:
                raise
            message = f"There is no camera on {self._port} any more: it was unplugged or switched off."
            raise error.but(name=ErrorName.CAMERA_LOST, message=message) from error
        return camera

    def _note(self, _context: object, text: bytes | str, _data: object) -> None:
        self._texts.append(text.decode(errors="replace") if isinstance(text, bytes) else text)

    @contextmanager
    def doing(self, what: str, *, untrue: str = "", may_list: bool = True) -> Iterator[None]:
        """Turn a gphoto2 failure within the block into a ServiceError that says what was being done, and why not.

        `untrue` is no reason, though the driver gives it as one. `may_list`: it can list folders; whatever is about a
        file can, and events and captures, which add one to a folder.
        """
        self.left_out.listen(for_listings=may_list)
        self._texts.clear()
        try:
            yield
        except gp.GPhoto2Error as error:
            no_reason = {*_NO_REASON, untrue}
            text = " ".join(dict.fromkeys(part.strip() for part in self._texts if part.strip() not in no_reason))
            raise service_error(error.code, text, what, self.maker.meanings) from error

    @contextmanager
    def working_on_files(self, what: str) -> Iterator[None]:
        """Do what `doing` does, and note a failure after which the driver's listings are wrong: see `needs_renewal`."""
        try:
            with self.doing(what):
                yield
        except ServiceError as error:
            self.note_failure(error)
            raise

    def note_failure(self, error: ServiceError) -> None:
        """Trust no listings of this session any more if this failure of something with files can have spoilt them."""
        self._lists_wrongly |= error.name not in _SAYS_NOTHING_OF_LISTINGS

    @property
    def needs_renewal(self) -> bool:
        """Whether the listings of this session cannot be trusted.

        libgphoto2 remembers a folder that it was refused once as empty, until the camera is closed, and of some makes
        what was on a card that is out; a file that it was refused once is in no listing.
        """
        return self._lists_wrongly or bool(self.left_out.handles)

    def note_card_change(self) -> None:
        """Trust no listings of this session any more where the driver keeps those of other cards."""
        self._lists_wrongly |= self.maker.keeps_listings
        self.left_out.note_card_change()

    def note_lost_events(self) -> None:
        """Trust no listings of this session any more: the driver adds files to them by their events."""
        self._lists_wrongly = True

    def renew(self) -> None:
        """Begin a new session, which knows no listings yet. ServiceError: the camera cannot be opened any more."""
        self._lists_wrongly = False
        self.close()
        self.camera = self._opened()

    def setting(self, *names: str) -> str | None:
        """Return the value of the first of these settings that the camera has, as text; None where it has none."""
        for name in names:
            widget = self.widget(name)
            if widget is not None and (value := str(value_of(widget) or "").strip()):
                return value
        return None

    def widget(self, name: str) -> GpWidget | None:
        """Return a setting; None where the camera has none of that name."""
        with IgnoredRefusals():
            return self.read_widget(name)
        return None

    def read_widget(self, name: str, doing: str = "") -> GpWidget:
        """Read a setting or section. ServiceError CAMERA_ERROR: there is none of that name. `doing`: see `doing`."""
        with self.doing(doing or f"read {name!r}", may_list=False):
            widget = self.camera.get_single_config(name, self.context)
            if widget is None:  # of a body without properties, ptp2 finds no widget, and calls it a success
                raise gp.GPhoto2Error(gp.GP_ERROR_BAD_PARAMETERS)
        return widget

    def storages(self) -> list[GpStorage]:
        """Return the cards and other storages that are in the body, as far as the driver can say."""
        with IgnoredRefusals(), self.doing("ask for the storages"):
            return list(self.camera.get_storageinfo(self.context))
        return []

    def put(self, name: str, widget: GpWidget, value: str | float, doing: str) -> None:
        """Set `widget` to a value of its type. `doing` is for the message of a refusal: see `doing`.

        Of a setting that a body refuses to have set, libgphoto2 says as well, or only, that it has not found it.
        """
        stand_in = self.maker.stand_ins.get(name)
        if stand_in and (other := self.widget(stand_in.setting)) is not None:
            name, widget, value = stand_in.setting, other, stand_in.values.get(str(value), value)
        control = self.maker.control
        if control is not None and name == control[0]:
            self._has_control = self._keeps_control = value == control[1]
        else:
            self.take_control()
        put_value(widget, value)
        try:
            with self.doing(doing, untrue=f"Property '{name}' not found."):
                self.camera.set_single_config(name, widget, self.context)
        except ServiceError as error:
            if error.driver and error.driver.code == gp.GP_ERROR_BAD_PARAMETERS and not error.driver.context:
                raise error.but(message=f"Could not {doing}: the camera refuses it, without a reason.") from error
            raise

    def take_control(self) -> None:
        """Have the body take settings from here, until the next round of events: see `Maker.control`."""
        if self.maker.control is None or self._has_control:
            return
        name, value = self.maker.control
        self._has_control = True
        if (widget := self.widget(name)) is not None:
            put_value(widget, value)
            with IgnoredRefusals(), self.doing("take control of the camera"):
                self.camera.set_single_config(name, widget, self.context)

    def next_event(self, wait_ms: int) -> tuple[int, Any]:
        """Return an event and its data, or GP_EVENT_TIMEOUT. ServiceError: the camera cannot be asked."""
        self._has_control = False
        with self.doing("ask for events"):
            kind, data = self.camera.wait_for_event(wait_ms, self.context)
        return kind, data

    def prove_link(self) -> None:
        """Ask the body for something that brings no events. ServiceError: it cannot be asked."""
        try:
            with self.doing("ask whether the camera is there"):
                self.camera.get_storageinfo(self.context)
        except ServiceError as error:
            if error.name is not ErrorName.NOT_SUPPORTED:
                raise

    def keep_control(self) -> None:
        """After events, take the control again if a client has set that it wants it."""
        if self._keeps_control:
            self.take_control()

    def press(self, name: str, value: str | float, doing: str) -> None:
        """Give a setting that acts a value, whatever it has. ServiceError: refused, or there is none of that name."""
        self.put(name, self.read_widget(name, doing), value, doing)

    def close(self) -> None:
        """Release the camera; a camera that is gone already is no error."""
        try:
            with suppress(gp.GPhoto2Error):
                self.camera.exit(self.context)
        finally:
            occupy_standard_descriptors()


def occupy_standard_descriptors() -> None:
    """Fill descriptors 0 to 2: libgphoto2 closes 0 at every PTP/IP exit, whatever it has become (its PR #1287)."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)


def _set_port(camera: GpCamera, port: str) -> None:
    ports = gp.PortInfoList()  # has to outlive its entries, which only point into it
    ports.load()
    try:
        camera.set_port_info(ports[ports.lookup_path(port)])
    except gp.GPhoto2Error as error:
        raise ServiceError(
            ErrorName.CAMERA_NOT_FOUND,
            f"libgphoto2 knows no port {port!r}.",
            remedy="Write the port as libgphoto2 does: usb:001,004, or ptpip:192.0.2.7 with a numeric address.",
        ) from error


def _model_for(port: str) -> str:
    """Return the abilities entry for a port that libgphoto2 cannot detect a camera on, or detect the one on it."""
    kind = port.partition(":")[0]
    if kind in _MODEL_BY_PORT:
        return _MODEL_BY_PORT[kind]
    for model, found in detect():
        if found == port:
            return model
    raise ServiceError(ErrorName.CAMERA_LOST, f"There is no camera on {port}.")


def _model_entry(model: str) -> Any:  # noqa: ANN401 - gphoto2 ships no types
    """Return a copy of what libgphoto2's table has of a model."""
    models = abilities_list()
    return models[models.lookup_model(model)]
