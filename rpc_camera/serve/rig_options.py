"""How `rpc-camera serve` is told to be a host of a rig: flags, then the environment, then defaults."""

from __future__ import annotations

import os
import re
import shlex
import socket
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import FilesSetting
from rpc_camera.serve.hosts import is_loopback
from rpc_camera.serve.option_error import OptionsError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from rpc_camera.rig.nats_access import NatsAccess
    from rpc_camera.rig.nats_url import NatsUrl

SECRET_VARIABLES: Final = ("RIG_PASSWORD", "RIG_TOKEN", "RIG_USER")
_LONGEST_HOST: Final = 32
_NOT_IN_A_HOST: Final = re.compile(r"[^A-Za-z0-9_-]+")
_ENGINE: Final = ("nats", "nkeys")


@dataclass(frozen=True)
class RigOptions:
    """How to reach the rig, under which name, and whether with the cameras of this machine.

    `files` says by which way clients get pictures of other hosts. `hosts_ca` vouches for the hosts that have TLS.
    """

    access: NatsAccess
    host: str
    has_cameras: bool
    files: FilesSetting = FilesSetting.GATEWAY
    hosts_ca: Path | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that `serve` has for a rig."""
    group = parser.add_argument_group("the rig", "the cameras of many hosts as one service")
    group.add_argument(
        "--rig",
        metavar="URL",
        help="join the rig whose NATS server this is, as in nats://broker.example or tls://one:4222,two; with "
        "USER:PASSWORD@ or TOKEN@ before the first, or better RIG_USER and RIG_PASSWORD, or RIG_TOKEN",
    )
    group.add_argument(
        "--rig-host", metavar="NAME", help="the name of this host in the rig (default that of the machine)"
    )
    group.add_argument(
        "--rig-files",
        choices=[setting.value for setting in FilesSetting],
        metavar="gateway|direct",
        help="whether clients get pictures of other hosts by way of this one, which always works (gateway, the "
        "default), or are sent to the host that has the camera, which they have to reach (direct)",
    )
    group.add_argument(
        "--rig-hosts-ca", type=Path, metavar="FILE", help="PEM certificates of who vouches for other hosts' --tls-cert"
    )
    group.add_argument("--no-cameras", action="store_true", help="serve the cameras of the other hosts alone")
    group.add_argument(
        "--rig-credentials", type=Path, metavar="FILE", help="the .creds file of a NATS user (RIG_CREDENTIALS)"
    )
    group.add_argument("--rig-nkey", type=Path, metavar="FILE", help="the seed of a NATS user's nkey (RIG_NKEY)")
    group.add_argument("--rig-tls-ca", type=Path, metavar="FILE", help="PEM certificates of who vouches for the server")
    group.add_argument("--rig-tls-cert", type=Path, metavar="FILE", help="PEM certificate that the server knows")
    group.add_argument("--rig-tls-key", type=Path, metavar="FILE", help="PEM private key of that certificate")
    group.add_argument(
        "--rig-open",
        action="store_true",
        help="join without credentials though others reach the server: who does can do all that this host can",
    )


def resolve(arguments: argparse.Namespace, environment: Mapping[str, str] | None = None) -> RigOptions | None:
    """Return how to join a rig, None if there is none. OptionsError: an option cannot be used."""
    if arguments.rig is None:
        _check_alone(arguments)
        return None
    if not all(map(find_spec, _ENGINE)):
        raise OptionsError(
            f"--rig needs the client of NATS: {shlex.quote(sys.executable)} -m pip install '.[rig]', in the folder "
            "that rpc-camera was installed from."
        )
    env = {name: value.strip() for name, value in (os.environ if environment is None else environment).items()}
    return RigOptions(
        _access(arguments, env),
        _host(arguments.rig_host),
        has_cameras=not arguments.no_cameras,
        files=FilesSetting(arguments.rig_files or FilesSetting.GATEWAY),
        hosts_ca=_authorities(arguments.rig_hosts_ca),
    )


def _check_alone(arguments: argparse.Namespace) -> None:
    """Refuse what says how to be in a rig, without a rig."""
    for name, value in vars(arguments).items():
        if (name.startswith("rig_") or name == "no_cameras") and value:
            raise OptionsError(f"--{name.replace('_', '-')} is about a rig: give --rig as well.")


def _access(arguments: argparse.Namespace, env: Mapping[str, str]) -> NatsAccess:
    from rpc_camera.rig.bus import BusError  # noqa: PLC0415 - who serves alone needs nothing of the rig
    from rpc_camera.rig.nats_access import NatsAccess  # noqa: PLC0415 - as before
    from rpc_camera.rig.nats_url import parse_nats_url  # noqa: PLC0415 - as before

    if (arguments.rig_tls_cert is None) != (arguments.rig_tls_key is None):
        raise OptionsError("--rig-tls-cert and --rig-tls-key go together: give both, or neither.")
    try:
        url = parse_nats_url(arguments.rig)
    except ValueError as error:
        raise OptionsError(f"The URL of --rig cannot be used: it {error}.") from None
    login = _login(arguments, url, env)
    access = NatsAccess(
        url.addresses,
        tls=url.tls or bool(arguments.rig_tls_ca or arguments.rig_tls_cert),
        user=login.get("user", ""),
        password=login.get("password", ""),
        token=login.get("token", ""),
        credentials=_file(login.get("credentials")),
        nkey=_file(login.get("nkey")),
        tls_ca=_file(arguments.rig_tls_ca),
        tls_cert=_file(arguments.rig_tls_cert),
        tls_key=_file(arguments.rig_tls_key),
    )
    _check_open(access, is_open=arguments.rig_open)
    try:
        access.check()
    except BusError as error:
        raise OptionsError(str(error)) from None
    return access


def _login(arguments: argparse.Namespace, url: NatsUrl, env: Mapping[str, str]) -> dict[str, str]:
    """Return by what the server knows this host: what the flags say, or else the environment."""
    given = {
        "user": url.user,
        "password": url.password,
        "token": url.token,
        "credentials": str(arguments.rig_credentials or ""),
        "nkey": str(arguments.rig_nkey or ""),
    }
    if not any(given.values()):
        given = {name: env.get(f"RIG_{name.upper()}", "") for name in given}
        if bool(given["user"]) != bool(given["password"]):
            raise OptionsError("RIG_USER and RIG_PASSWORD go together: set both, or neither.")
    if sum(bool(given[name]) for name in ("user", "token", "credentials", "nkey")) > 1:
        raise OptionsError(
            "There are several ways to be let in on the rig: give one of a user with a password, a token, "
            "--rig-credentials (RIG_CREDENTIALS) and --rig-nkey (RIG_NKEY)."
        )
    return given


def _check_open(access: NatsAccess, *, is_open: bool) -> None:
    """Refuse a bus that others reach and that asks for nothing: who is on it can do everything."""
    if is_open or access.has_credentials or all(is_loopback(address.host) for address in access.addresses):
        return
    raise OptionsError(
        "Who reaches the server of --rig can do all that this host can, and there are no credentials: give "
        "--rig-credentials, --rig-nkey, --rig-tls-cert, RIG_USER and RIG_PASSWORD, or RIG_TOKEN; or --rig-open where "
        "nobody else is on that network."
    )


def _file(path: Path | str | None) -> Path | None:
    """Return the path of a file; with `~`, which a shell leaves as it is after `=`."""
    try:
        return Path(path).expanduser() if path else None
    except RuntimeError:
        raise OptionsError(f"{path} cannot be used: that home directory is not known.") from None


def _authorities(file: Path | None) -> Path | None:
    if (path := _file(file)) is None:
        return None
    try:
        path.read_bytes()
    except OSError as error:
        raise OptionsError(f"--rig-hosts-ca {path} cannot be read: {error.strerror}.") from None
    return path


def _host(name: str | None) -> str:
    from rpc_camera.rig.host_name import HOST_NAME  # noqa: PLC0415 - as before

    if name is None:
        machine = _NOT_IN_A_HOST.sub("-", socket.gethostname().partition(".")[0])
        return machine.strip("-")[:_LONGEST_HOST] or "host"
    if not HOST_NAME.fullmatch(name):
        raise OptionsError(
            f"--rig-host is {name!r}, which is no name of a host: give 1 to {_LONGEST_HOST} of A-Z, a-z, 0-9, _ and -."
        )
    return name
