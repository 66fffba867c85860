"""What single options of `serve` may be, as argparse asks it; errors are one sentence for the user."""

from __future__ import annotations

import argparse
import ipaddress
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_VIRTUAL_CAMERAS: Final = 64
_NETWORK_PORT: Final = re.compile(r"ptpip:(?P<address>[^:]+)(:\d{1,5}){0,2}")


def virtual_cameras(makes: Sequence[str]) -> Callable[[str], list[str]]:
    """Return what parses virtual cameras: the make of each. A mere number is one of the first of `makes`."""

    def parse(value: str) -> list[str]:
        make, _, number = f"{makes[0]}:{value}".rpartition(":") if value.isdigit() else value.partition(":")
        number = number or "1"
        if make not in makes or not number.isascii() or not number.isdigit() or int(number) > MOST_VIRTUAL_CAMERAS:
            raise argparse.ArgumentTypeError(
                f"{value!r} is no number of virtual cameras: give 0 to {MOST_VIRTUAL_CAMERAS}, or a make "
                f"({', '.join(makes)}), with a number as in {makes[-1]}:2 for several"
            )
        return [make] * int(number)

    return parse


def camera_port(value: str) -> str:
    """Return a port of libgphoto2."""
    network = _NETWORK_PORT.fullmatch(value)
    if value.startswith("ptpip:") and not (network and _is_ipv4(network["address"])):
        raise argparse.ArgumentTypeError(
            f"{value!r} is no network camera: libgphoto2 wants a numeric IPv4 address, as in ptpip:192.0.2.7"
        )
    if re.fullmatch(r"ptpip:[^:]+:\d+", value):
        raise argparse.ArgumentTypeError(
            f"{value!r} has one TCP port where libgphoto2 needs two, for commands and for events: give "
            f"{value}:{value.rpartition(':')[2]}, say, or none for 15740"
        )
    if not re.fullmatch(r"[a-z0-9]+:.*", value):
        raise argparse.ArgumentTypeError(
            f"{value!r} is no libgphoto2 port: give one such as ptpip:192.0.2.7 or usb:001,004"
        )
    return value


def _is_ipv4(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def host_name(value: str) -> str:
    """Return a host name, without a port."""
    if not re.fullmatch(r"[^\s/:]+", value):
        raise argparse.ArgumentTypeError(f"{value!r} is no host name: give it alone, as in cameras.example")
    return value


def origin(value: str) -> str:
    """Return an origin: scheme, host, and a port where it is not the scheme's own."""
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*://[^/\s]+", value):
        raise argparse.ArgumentTypeError(f"{value!r} is no origin: give scheme and host, as in https://booth.example")
    return value
