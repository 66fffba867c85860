"""How many files the next picture has, as the settings of the open body say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.releases import Release


class Quality:
    """The quality of the pictures, on all cards together."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._latest = ""
        self._unfulfilled: set[str] = set()  # qualities of which a file has never come

    def files(self) -> int:
        """Return how many files the next picture has."""
        self._latest = self._of_next_picture()
        return self._driver.maker.files_of(self._latest)

    @property
    def is_named(self) -> bool:
        """Whether that is what the body has said, rather than what most pictures have."""
        return self._driver.maker.names_files(self._latest)

    def note(self, release: Release) -> None:
        """Expect fewer files from now on where cards were expected to get different ones, and some did not come."""
        if release.complete and release.lacks_siblings and self._latest != self._of_body():
            self._unfulfilled.add(self._latest)

    def _of_body(self) -> str:
        return self._driver.setting(*self._driver.maker.quality_settings) or ""

    def _of_next_picture(self) -> str:
        """Return what the body's quality is; where its cards get different files, all that they get."""
        setting, maker, quality = self._driver.setting, self._driver.maker, self._of_body()
        others = [other for name in maker.qualities_by_card if (other := setting(name)) and other != quality]
        of_all_cards = " + ".join([quality, *dict.fromkeys(others)])
        is_kept_on_card = "ram" not in (setting(maker.target) or "").lower()
        if not others or not is_kept_on_card or of_all_cards in self._unfulfilled:
            return quality
        return of_all_cards if len(self._driver.storages()) > 1 else quality
