"""Files that a camera denies: what makes it believed that one is deleted, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.ledger_entry import FileEntry
from rpc_camera.tethering.missing import MissingFiles
from rpc_camera.tethering.retry import Absence
from rpc_camera.wire.requests import Folder, ListFolder
from tests.rigs.played_camera import PlayedCamera

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FOLDER = "/store_00010001/DCIM/100"
A, B = FileEntry(1, f"{FOLDER}/A.JPG", None, None), FileEntry(2, f"{FOLDER}/B.JPG", None, None)
DENIED, AWAY, DELETED = Absence.DENIED, Absence.CARD_AWAY, Absence.DELETED


class CardCamera(PlayedCamera):
    """A camera whose card has folders, and a clock that the tests set."""

    def __init__(self) -> None:
        super().__init__()
        self._replies[ListFolder] = lambda request: self._list(request.folder)
        self.files = {f"{FOLDER}/OTHER.JPG": b""}
        self.now_s = 1000.0
        self.missing = MissingFiles(lambda: self.now_s)

    def _list(self, folder: str) -> Folder:
        folders = {path.rpartition("/")[0] for path in self.files}
        folders |= {each.rpartition("/")[0] for each in folders} | {each[:15] for each in folders}
        above = folder.rstrip("/")
        return Folder(
            sorted(each for each in folders if each and each.rpartition("/")[0] == above),
            [path for path in self.files if path.rpartition("/")[0] == above],
        )

    async def after(self, seconds: float, entry: FileEntry = A) -> Absence:
        """Return what is known of a file that is denied so many seconds later."""
        self.now_s += seconds
        return await self.missing.judge(self.line, entry)

    @property
    def sessions(self) -> int:
        """How many new ones were asked for."""
        return sum(request.fresh for request in self.requests(ListFolder))


@pytest.fixture
async def camera() -> AsyncIterator[CardCamera]:
    camera = CardCamera()
    yield camera
    await camera.close()


async def test_a_file_is_deleted_if_two_new_sessions_at_different_times_do_not_have_it(camera: CardCamera) -> None:
    shown = [await camera.after(seconds) for seconds in (0, 1, 2, 1, 5)]

    assert shown == [DENIED, DENIED, DENIED, DENIED, DELETED]
    assert camera.sessions == 2


async def test_however_often_it_is_denied_within_a_moment_it_is_not_deleted(camera: CardCamera) -> None:
    shown = [await camera.after(0.02) for _ in range(100)]

    assert set(shown) == {DENIED}
    assert camera.sessions == 0


async def test_a_file_that_only_one_session_left_out_is_there(camera: CardCamera) -> None:
    await camera.after(0)
    await camera.after(3)
    camera.files[A.path] = b""
    shown = [await camera.after(seconds) for seconds in (5, 0, 3, 60)]

    assert shown == [DENIED, DENIED, DENIED, DENIED]
    assert camera.sessions == 2  # a body that denies what it lists is not opened anew all the time


async def test_a_look_is_for_all_files_of_its_folder_that_were_denied_before(camera: CardCamera) -> None:
    for entry in (A, B):
        await camera.after(0, entry)
    shown = [await camera.after(3, A), await camera.after(0, B), await camera.after(5, A), await camera.after(0, B)]

    assert shown == [DENIED, DENIED, DELETED, DELETED]
    assert camera.sessions == 2


async def test_a_look_says_nothing_of_a_file_that_came_later(camera: CardCamera) -> None:
    for seconds in (0, 3, 5):
        await camera.after(seconds)
    shown = [await camera.after(seconds, B) for seconds in (1, 2, 1, 5)]

    assert shown == [DENIED, DENIED, DENIED, DELETED]
    assert camera.sessions == 4


async def test_a_refused_look_is_no_proof_of_anything(camera: CardCamera) -> None:
    await camera.after(0)
    for _ in range(3):
        camera.refusals[ListFolder] = [ServiceError(ErrorName.CAMERA_ERROR, "It will not.")]
        with pytest.raises(ServiceError):
            await camera.after(10)

    assert [await camera.after(1), await camera.after(1)] == [DENIED, DENIED]


@pytest.mark.parametrize("is_formatted", [False, True])
async def test_a_card_that_is_away_is_no_formatted_card(camera: CardCamera, is_formatted: bool) -> None:
    camera.files = {"/store_00010001/X.TXT": b""} if is_formatted else {}
    shown = [await camera.after(seconds) for seconds in (0, 3, 5, 60)]

    assert shown[2:] == ([DELETED, DENIED] if is_formatted else [AWAY, AWAY])


async def test_after_a_card_was_changed_it_is_looked_at_again(camera: CardCamera) -> None:
    card, camera.files = camera.files, {}
    for seconds in (0, 3):
        await camera.after(seconds)
    assert (await camera.after(10), camera.sessions) == (AWAY, 1)
    camera.missing.forget()
    camera.files = card

    assert [await camera.after(seconds) for seconds in (0, 3, 5)] == [DENIED, DENIED, DELETED]
