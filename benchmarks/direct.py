"""`python -m benchmarks.direct PORT`: the driver's call in a process of its own, without the service.

A line of setting names on standard input is answered by a JSON line of how long each took to read, in seconds.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import gphoto2 as gp


def main() -> None:
    """Serve until standard input ends."""
    context = gp.Context()
    camera = opened(sys.argv[1], context)
    try:
        for line in sys.stdin:
            print(json.dumps([_time_to_read(camera, context, name) for name in line.split()]), flush=True)
    finally:
        camera.exit(context)


def opened(port: str, context: object) -> Any:  # noqa: ANN401 - gphoto2 ships no types
    """Return the network camera on `port`, initialised."""
    ports = gp.PortInfoList()
    ports.load()
    models = gp.CameraAbilitiesList()
    models.load()
    camera = gp.Camera()
    camera.set_port_info(ports[ports.lookup_path(port)])
    camera.set_abilities(models[models.lookup_model("PTP/IP Camera")])
    camera.init(context)
    return camera


def _time_to_read(camera: Any, context: object, name: str) -> float:  # noqa: ANN401 - gphoto2 ships no types
    begun = time.perf_counter()
    widget = camera.get_single_config(name, context)
    widget.get_value()
    if widget.get_type() in {gp.GP_WIDGET_RADIO, gp.GP_WIDGET_MENU}:
        list(widget.get_choices())
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
