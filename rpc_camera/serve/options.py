"""What `rpc-camera serve` is told: flags, then the original server's environment variables, then defaults."""

from __future__ import annotations

import json
import os
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.serve import mdns_options, metrics_options, mqtt_options, rig_options
from rpc_camera.serve.option_error import OptionsError
from rpc_camera.serve.option_types import MOST_VIRTUAL_CAMERAS, camera_port, host_name, origin, virtual_cameras
from rpc_camera.serve.state_lock import LOCK_NAME
from rpc_camera.tethering.names import DEFAULT_TEMPLATE, Template, TemplateError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from rpc_camera.serve.metrics_options import MetricsOptions
    from rpc_camera.serve.mqtt_options import MqttOptions
    from rpc_camera.serve.rig_options import RigOptions

_PRIVATE: Final = 0o700
_LONGEST_TOKEN_BYTES: Final = 3072  # in JSON: a client that has yet to authenticate may send no more than 4096 at once
LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True)
class ServeOptions:
    """How to serve. `token_is_new`: it was made up for this run and has to be shown. `virtual`: the make of each."""

    hosts: tuple[str, ...]
    port: int
    log_level: str
    token: str
    token_is_new: bool
    virtual: tuple[str, ...]
    cameras: tuple[str, ...]
    allowed_origins: tuple[str, ...]
    tls_cert: Path | None
    tls_key: Path | None
    state_dir: Path
    save_dir: Path | None = None
    save_name: str = DEFAULT_TEMPLATE
    delete_after_save: bool = False
    allowed_hosts: tuple[str, ...] = ()
    rig: RigOptions | None = None
    tokens: Path | None = None
    metrics: MetricsOptions | None = None
    mqtt: MqttOptions | None = None
    mdns: str | None = None


def add_arguments(parser: argparse.ArgumentParser, virtual_makes: Sequence[str]) -> None:
    """Add the options of `serve`; virtual cameras can be of these makes, of the first unless one is named."""
    _add_address(parser)
    _add_cameras(parser, virtual_makes)
    _add_access(parser)
    parser.add_argument("--log-level", metavar="LEVEL", help="DEBUG, INFO, WARNING, … (LOG_LEVEL; default INFO)")
    parser.add_argument(
        "--state-dir",
        type=Path,
        metavar="DIR",
        help="where pictures from internal memory are kept, and what outlives a restart: sequences, what was saved "
        "(default ~/.local/state/rpc-camera)",
    )
    _add_saving(parser)
    rig_options.add_arguments(parser)
    metrics_options.add_arguments(parser)
    mqtt_options.add_arguments(parser)
    mdns_options.add_arguments(parser)


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        action="append",
        default=[],
        help="address to listen on (WS_HOST; default localhost; 0.0.0.0 for every interface by IPv4, :: by IPv4 and "
        "IPv6); may be repeated",
    )
    parser.add_argument("--port", help="TCP port (WS_PORT; default 8765; 0 for any free one)")


def _add_cameras(parser: argparse.ArgumentParser, virtual_makes: Sequence[str]) -> None:
    parser.add_argument(
        "--virtual",
        type=virtual_cameras(virtual_makes),
        action="extend",
        default=[],
        metavar="N|MAKE[:N]",
        help=f"start virtual cameras as well: N, or N of a make ({', '.join(virtual_makes)}); may be repeated",
    )
    parser.add_argument(
        "--camera",
        type=camera_port,
        action="append",
        default=[],
        metavar="PORT",
        help="add a camera that libgphoto2 cannot discover, such as ptpip:192.0.2.7; may be repeated",
    )


def _add_access(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow-origin",
        type=origin,
        action="append",
        default=[],
        metavar="ORIGIN",
        help="let pages from this origin connect, such as https://booth.example; may be repeated",
    )
    parser.add_argument(
        "--allow-host",
        type=host_name,
        action="append",
        default=[],
        metavar="NAME",
        help="a name by which clients call this service, such as that of the proxy before it; may be repeated",
    )
    parser.add_argument(
        "--tls-cert", type=Path, metavar="FILE", help="PEM certificate chain: serve wss:// and https://"
    )
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="PEM private key of the certificate")
    parser.add_argument(
        "--tokens",
        type=Path,
        metavar="FILE",
        help="further tokens, each good for less than everything: `rpc-camera token add` makes them; read again when "
        "the file changes, and on SIGHUP",
    )


def _add_saving(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--save-dir",
        type=Path,
        metavar="DIR",
        help="save each new picture of all cameras below this folder (tethering)",
    )
    parser.add_argument(
        "--save-name",
        metavar="TEMPLATE",
        help=f"the names of saved pictures (default {DEFAULT_TEMPLATE})".replace("%", "%%"),
    )
    parser.add_argument(
        "--delete-after-save",
        action="store_true",
        help="delete a picture from the camera once it is saved and verified",
    )


def resolve(arguments: argparse.Namespace, environment: Mapping[str, str] | None = None) -> ServeOptions:
    """Return the options that flags and environment make together. OptionsError: one of them cannot be used."""
    env = {name: value.strip() for name, value in (os.environ if environment is None else environment).items()}
    if (arguments.tls_cert is None) != (arguments.tls_key is None):
        raise OptionsError("--tls-cert and --tls-key go together: give both, or neither.")
    if len(arguments.virtual) > MOST_VIRTUAL_CAMERAS:
        count = len(arguments.virtual)
        raise OptionsError(f"--virtual asks for {count} cameras in all: give {MOST_VIRTUAL_CAMERAS} at most.")
    _check_saving(arguments)
    token = _token(env.get("API_TOKEN", ""))
    return ServeOptions(
        hosts=tuple(dict.fromkeys(map(_bare, arguments.host or [env.get("WS_HOST") or "localhost"]))),
        port=_port(*_first(("--port", arguments.port), ("WS_PORT", env.get("WS_PORT")), ("", "8765"))),
        log_level=_level(
            *_first(("--log-level", arguments.log_level), ("LOG_LEVEL", env.get("LOG_LEVEL")), ("", "INFO"))
        ),
        token=token or str(uuid.uuid4()),
        token_is_new=not token,
        virtual=tuple(arguments.virtual),
        cameras=tuple(dict.fromkeys(arguments.camera)),
        allowed_origins=tuple(arguments.allow_origin),
        tls_cert=arguments.tls_cert,
        tls_key=arguments.tls_key,
        state_dir=_folder("--state-dir", arguments.state_dir or _default_state_dir(env)),
        save_dir=_folder("--save-dir", arguments.save_dir) if arguments.save_dir else None,
        save_name=arguments.save_name or DEFAULT_TEMPLATE,
        delete_after_save=arguments.delete_after_save,
        allowed_hosts=tuple(arguments.allow_host),
        rig=rig_options.resolve(arguments, env),
        tokens=_folder("--tokens", arguments.tokens) if arguments.tokens else None,
        metrics=metrics_options.resolve(arguments),
        mqtt=mqtt_options.resolve(arguments, env),
        mdns=mdns_options.resolve(arguments),
    )


def _check_saving(arguments: argparse.Namespace) -> None:
    if arguments.save_dir is None and (arguments.save_name is not None or arguments.delete_after_save):
        raise OptionsError("--save-name and --delete-after-save say how pictures are saved: give --save-dir as well.")
    if arguments.save_name is not None:
        try:
            Template(arguments.save_name)
        except TemplateError as error:
            raise OptionsError(f"--save-name: {error}") from None


def check_state_dir(path: Path) -> None:
    """Make the folder where it is missing, for this user alone. OptionsError: it cannot be made or written to."""
    try:
        path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        if path.stat().st_uid == os.geteuid() and {entry.name for entry in path.iterdir()} & {LOCK_NAME}:
            path.chmod(_PRIVATE)  # one of an earlier version, which others could read
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise OptionsError(
            f"The state directory {path} cannot be used: {_reason(error)}; choose one with --state-dir."
        ) from None


def check_save_dir(options: ServeOptions) -> None:
    """Make the folder for saved pictures where it is missing. OptionsError: it cannot be made, or not be saved into."""
    path, state_dir = options.save_dir, options.state_dir
    if path is None:
        return
    if path.resolve().is_relative_to(state_dir.resolve()):
        raise OptionsError(f"--save-dir {path} lies in the state directory {state_dir}: choose another folder.")
    from rpc_camera.tethering.save_folder import SaveFolder  # noqa: PLC0415 - it needs digests: see loading.py

    try:
        SaveFolder(path, state_dir).check()
    except OSError as error:
        raise OptionsError(
            f"The save directory {path} cannot be used: {_reason(error)}; choose another with --save-dir."
        ) from None


def _reason(error: OSError) -> str:
    """Return why a folder cannot be made or written to."""
    match error:
        case FileExistsError():
            return "it is a file"
        case NotADirectoryError():
            return "a part of its path is a file"
        case FileNotFoundError():  # though its parents are made: it is in /proc, say
            return "no file and no folder can be made there"
        case _:
            return error.strerror or str(error)


def _first(*candidates: tuple[str, str | None]) -> tuple[str, str]:
    """Return where the first value that was given came from, and the value."""
    return next((source, value) for source, value in candidates if value)


def _port(source: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > 65535:
        raise OptionsError(f"{source} is {value!r}, which is no TCP port: give a number from 0 to 65535.")
    return int(value)


def _level(source: str, value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise OptionsError(f"{source} is {value!r}, which is no log level: give one of {', '.join(LOG_LEVELS)}.")
    return value.upper()


def _token(value: str) -> str:
    if not value.isprintable():
        raise OptionsError(
            "API_TOKEN has a line end or another control character within, which no HTTP client can send."
        )
    if len(json.dumps(value)) > _LONGEST_TOKEN_BYTES:
        raise OptionsError(
            f"API_TOKEN is longer than {_LONGEST_TOKEN_BYTES} bytes, which the service takes from no client. "
            "32 random bytes are enough: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return value


def _bare(host: str) -> str:
    """Return a host without the brackets that an IPv6 address has in an URL."""
    return host.removeprefix("[").removesuffix("]")


def _default_state_dir(env: Mapping[str, str]) -> Path:
    base = env.get("XDG_STATE_HOME")
    return (Path(base) if base else Path("~") / ".local" / "state") / "rpc-camera"


def _folder(option: str, path: Path) -> Path:
    """Return the whole path of a folder; with `~`, which a shell leaves as it is after `=`."""
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError) as error:  # there is no home directory, no working directory, or links go in circles
        reason = (str(error).strip(".") or "it is not known").replace("\n", " ")
        raise OptionsError(f"{path} cannot be used: {reason}; choose one with {option}.") from None
