"""Which service, and with which token: as the command was told, or as a server of this user's left it."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rpc_camera.command.failure import UsageError
from rpc_camera.left_server import OF_UNIT, folder, left_servers

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

DEFAULT_URL: Final = "ws://localhost:8765/rpc"
URL_VARIABLE: Final = "RPC_CAMERA_URL"
TOKEN_VARIABLE: Final = "RPC_CAMERA_TOKEN"  # noqa: S105 - its name
_PORT: Final = 8765
_SCHEMES: Final = {"": "ws", "http": "ws", "ws": "ws", "https": "wss", "wss": "wss"}
_MOST_CHARACTERS: Final = 4096
_IN_ENVIRONMENT: Final = "API_TOKEN="


def complete_url(text: str) -> str:
    """Return the WebSocket's address that `host`, `host:port`, or any address of the service stands for."""
    scheme, _, rest = text.strip().rpartition("://")
    try:
        parts = urlsplit(f"//{rest}")
        port, host = parts.port, parts.hostname
    except ValueError:
        host, port = None, None
        parts = urlsplit("//")
    if scheme.lower() not in _SCHEMES or not host or re.search(r"\s", rest):
        raise UsageError(f"{text!r} is no address of a service: give one such as studio.local:8765 or {DEFAULT_URL}.")
    if parts.username is not None:
        raise UsageError(f"An address has no user or password: the token comes by {TOKEN_VARIABLE} or --token-file.")
    kind = _SCHEMES[scheme.lower()]
    where = f"[{host}]" if ":" in host else host
    if port is None and not scheme:
        port = _PORT
    return f"{kind}://{where}{f':{port}' if port is not None else ''}{_path(parts.path)}"


def _path(path: str) -> str:
    bare = path.rstrip("/")
    return bare if bare.endswith("/rpc") else f"{bare}/rpc"


@dataclass(frozen=True)
class Service:
    """Where a service is, and its token, if one was found. `is_a_guess`: nothing says that there is one."""

    url: str
    token: str | None
    is_a_guess: bool = False


def find_service(arguments: argparse.Namespace) -> Service:
    """Return the service that the arguments, the environment, or nothing at all stand for. UsageError: they cannot."""
    url = find_url(arguments)
    is_given = arguments.url or os.environ.get(URL_VARIABLE)
    return Service(url, find_token(url, arguments.token_file), is_a_guess=not is_given and not any(left_servers()))


def find_url(arguments: argparse.Namespace) -> str:
    """Return the address that was given, in full, or that of a server of this user's, or the default.

    UsageError: several run, and none of them at the default.
    """
    if given := arguments.url or os.environ.get(URL_VARIABLE):
        return complete_url(given)
    running = [server.url for server in left_servers()]
    if not running or any(_place(url) == _place(DEFAULT_URL) for url in running):
        return DEFAULT_URL
    if len(running) > 1:
        raise UsageError(f"Several services of yours run here: name one with --url: {', '.join(sorted(running))}.")
    return running[0]


def find_token(url: str, token_file: Path | None) -> str | None:
    """Return the token for `url`: from the file, the environment, or the server of this user's that is there."""
    if token_file is not None:
        try:
            return _of_text(_in_file(token_file.read_text("utf-8")[:_MOST_CHARACTERS]), str(token_file))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            raise UsageError(f"The token file {token_file} cannot be read: {reason}.") from None
    if text := os.environ.get(TOKEN_VARIABLE, "").strip():
        return _of_text(text, TOKEN_VARIABLE)
    here = _place(url)
    return next((server.token for server in left_servers() if _place(server.url) == here), None)


def folder_in_words() -> str:
    """Return where a server's token is looked for, as the end of a sentence."""
    try:
        own = str(folder())
    except RuntimeError:
        own = "its home directory, which this user has not"
    is_kept = OF_UNIT.parent.exists() and os.geteuid() != 0
    return f"{own}; that of the service that systemd keeps is found with sudo" if is_kept else own


def _in_file(text: str) -> str:
    """Return the text, or, of an environment's file such as the service's own token.env, what it has as the token."""
    lines = text.splitlines()
    return next((line.removeprefix(_IN_ENVIRONMENT) for line in lines if line.startswith(_IN_ENVIRONMENT)), text)


def _of_text(text: str, source: str) -> str:
    token = text.strip()
    if not token or not token.isprintable():
        raise UsageError(f"{source} has no token: it has to be one line of text.")
    return token


def _place(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port, with one name for this machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme, "localhost" if is_this_machine(host) else host, parts.port


def is_this_machine(host: str) -> bool:
    """Return whether no other machine can answer there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() in {"localhost", "ip6-localhost"}
