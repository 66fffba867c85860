"""What a worker does for each request of wire/requests.py: one explicit table of handlers."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rpc_camera.wire import requests as wire
from rpc_camera.wire.message import WorkerRequest, operations
from rpc_camera.worker.refusals import IgnoredRefusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.contract.types import File, FileInfo, Widget
    from rpc_camera.worker.open_camera import OpenCamera

_Entries: TypeAlias = "list[tuple[type[WorkerRequest[Any]], Callable[[Any], object]]]"
_IDENTIFIES_FOR_S: Final = 0.02
_log: Final = logging.getLogger(__name__)


class Handlers:
    """Carries out requests with one open camera."""

    def __init__(self, camera: OpenCamera) -> None:
        """ValueError: the table does not have every request there is."""
        self._camera = camera
        self._table = dict(self._settings() + self._pictures() + self._files())
        if missing := operations() - self._table.keys():
            raise ValueError(f"no handler for {', '.join(sorted(each.operation for each in missing))}")

    def reply_to(self, request: WorkerRequest[Any]) -> object:
        """Carry out a request and return its reply. ServiceError: refused."""
        return self._table[type(request)](request)

    def _settings(self) -> _Entries:
        camera = self._camera
        return [
            wire.GetDetails.handled_by(lambda _: camera.body.details()),
            wire.UseId.handled_by(lambda request: camera.use_id(request.camera_id)),
            wire.ListConfig.handled_by(lambda request: camera.config.list_all(request.section)),
            wire.GetConfig.handled_by(lambda request: camera.config.get(request.name)),
            wire.SetConfig.handled_by(self._set_config),
            wire.SetConfigs.handled_by(self._set_configs),
            wire.GetCommonSettings.handled_by(lambda request: camera.common.read(wire.SettingGroup(request.group))),
            wire.SetCommonSettings.handled_by(self._set_common_settings),
            wire.FindConfigs.handled_by(
                lambda request: camera.settle().common.configs(
                    wire.SettingGroup(request.group), request.values, take_nearest=request.take_nearest
                )
            ),
        ]

    def _pictures(self) -> _Entries:
        camera = self._camera
        return [
            wire.Arm.handled_by(self._arm),
            wire.Capture.handled_by(self._capture),
            wire.Trigger.handled_by(self._trigger),
            wire.OpenBulb.handled_by(self._open_bulb),
            wire.FinishBulb.handled_by(lambda request: camera.bulb.finish(request.timeout_s)),
            wire.CloseShutter.handled_by(lambda _: camera.bulb.close_left_open()),
            wire.PreviewFrame.handled_by(lambda _: wire.Jpeg(camera.live_view.frame())),
            wire.StopPreview.handled_by(lambda _: camera.live_view.stop()),
            wire.CanEndLiveView.handled_by(lambda _: camera.live_view.can_end),
            wire.SwayFocus.handled_by(lambda _: camera.settle().focus.sway()),
            wire.DriveFocus.handled_by(lambda request: camera.settle().focus.drive(request.steps)),
            wire.Autofocus.handled_by(lambda _: camera.settle().focus.autofocus()),
        ]

    def _files(self) -> _Entries:
        camera = self._camera
        return [
            wire.ListFolder.handled_by(self._list_folder),
            wire.GetFileInfos.handled_by(self._get_file_infos),
            wire.IdentifyFiles.handled_by(self._identify_files),
            wire.GetFileInfo.handled_by(lambda request: camera.files.info(request.path)),
            wire.ReadChunk.handled_by(self._read_chunk),
            wire.GiveWay.handled_by(lambda _: None),  # its coming was all
            wire.GetThumbnail.handled_by(lambda request: camera.files.thumbnail(request.path)),
            wire.DeleteFile.handled_by(self._delete_file),
            wire.CheckUpload.handled_by(
                lambda request: camera.renew_if_needed().uploads.check(request.path, request.size_bytes)
            ),
            wire.UploadFile.handled_by(self._upload),
            wire.RemoveLeftover.handled_by(
                lambda request: camera.renew_if_needed().uploads.remove_leftover(request.path, request.source)
            ),
        ]

    def _set_config(self, request: wire.SetConfig) -> Widget:
        self._camera.settle()
        self._camera.bulb.forget([request.name])
        widget = self._camera.config.set(request.name, request.value)
        self._camera.events.report_setting(widget)
        return widget

    def _set_configs(self, request: wire.SetConfigs) -> list[Widget]:
        self._camera.settle()
        self._camera.bulb.forget(request.values)
        widgets = self._camera.config.set_all(request.values, check_first=request.check_first)
        for widget in widgets:
            self._camera.events.report_setting(widget)
        return widgets

    def _set_common_settings(self, request: wire.SetCommonSettings) -> wire.ChosenSettings:
        self._camera.settle()
        group = wire.SettingGroup(request.group)
        chosen = self._camera.common.set(group, request.values, take_nearest=request.take_nearest)
        self._camera.bulb.forget(widget["name"] for widget in chosen.widgets)
        for widget in chosen.widgets:
            self._camera.events.report_setting(widget)
        return chosen

    def _arm(self, request: wire.Arm) -> None:
        self._camera.make_ready()
        if request.releases:
            self._camera.bulb.put_back()
            self._camera.capture.prepare()

    def _capture(self, request: wire.Capture) -> wire.Captured:
        if not request.armed:
            self._camera.make_ready()
        self._camera.bulb.put_back()
        return self._camera.capture.image(request.timeout_s, request.at)

    def _trigger(self, _request: wire.Trigger) -> None:
        self._camera.make_ready()
        self._camera.bulb.put_back()
        self._camera.capture.trigger()

    def _open_bulb(self, request: wire.OpenBulb) -> dict[str, str]:
        if not request.armed:
            self._camera.make_ready()
        return self._camera.bulb.open(request.max_s, request.at)

    def _list_folder(self, request: wire.ListFolder) -> wire.Folder:
        if request.fresh:
            self._camera.renew()
        else:
            self._camera.renew_if_needed()
        return self._camera.list_folder(request.folder)

    def _get_file_infos(self, request: wire.GetFileInfos) -> list[FileInfo]:
        infos: list[FileInfo] = []
        for path in request.paths:
            with IgnoredRefusals(lambda error: _log.warning("left out of a list: %s", error.message)):
                infos.append(self._camera.files.info(path))
        if len(infos) < len(request.paths):
            self._camera.settle()  # on a broken link any error can come first
        return infos

    def _read_chunk(self, request: wire.ReadChunk) -> wire.Chunk:
        return self._camera.chunks.read(request)

    def _identify_files(self, request: wire.IdentifyFiles) -> wire.FileMarks:
        found: list[tuple[int | None, str | None]] = []
        until = time.monotonic() + _IDENTIFIES_FOR_S
        for path in request.paths:
            found.append(self._camera.files.identity(path))
            if time.monotonic() > until:
                break  # in a folder of 10,000 files, each takes a millisecond: commands go between
        if (None, None) in found:
            self._camera.settle()  # on a broken link any error can come first
        return wire.FileMarks([size for size, _ in found], [moment for _, moment in found])

    def _delete_file(self, request: wire.DeleteFile) -> None:
        self._camera.settle()
        self._camera.files.delete(request.path)
        self._camera.events.forget(request.path)

    def _upload(self, request: wire.UploadFile) -> File:
        file = self._camera.settle().renew_if_needed().uploads.write(request.path, request.source)
        self._camera.events.report_upload(request.path)
        return file
