"""What a capture is at: waiting in line, exposing, or saving; by the clock and by what its worker reports."""

from __future__ import annotations

from rpc_camera.work import Stage


class CaptureStages:
    """The stages of one capture. It waits until its worker says that it exposes: a stage begins once."""

    def __init__(self) -> None:
        self._stage = Stage("waiting")
        self._released = False

    def exposing(self, exposure_s: float | None) -> None:
        """Begin the exposure, with the shutter time if the body says one."""
        self._stage = Stage("exposing", exposure_s)

    def released(self) -> None:
        """Note the release: some bodies are released at once and some, such as Nikons, when the exposure is over."""
        self._released = True

    def __call__(self) -> Stage:
        """Return the stage that it is at now."""
        stage = self._stage
        if self._released and stage.name == "exposing" and stage.elapsed_s() >= (stage.total_s or 0):
            self._stage = Stage("saving")
        return self._stage
