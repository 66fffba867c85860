"""`rpc-camera token`: tokens that are good for less than everything, in a file that `serve --tokens` reads."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import CommandError, UsageError
from rpc_camera.command.options import ENDS
from rpc_camera.token_file import SCOPES, KnownToken, TokenFileError, name_is_usable, read_tokens, write_tokens

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from rpc_camera.command.options import Commands
    from rpc_camera.command.output import Output

_BYTES: Final = 32
_EXAMPLES: Final = {
    "add": """\
  rpc-camera token add home-assistant --scope view --tokens tokens.json
  rpc-camera token add booth --scope operate --camera z-5-6012345 --tokens tokens.json
  rpc-camera token add prometheus --scope view --tokens tokens.json --token-file prometheus.token""",
    "remove": "  rpc-camera token remove booth --tokens tokens.json",
    "list": "  rpc-camera token list --tokens tokens.json",
}
_AGAIN: Final = """\
A service that runs reads the file again within a second or two. Clients whose token is not in it any more are
disconnected then, and the addresses that were made with it are refused."""


def add(commands: Commands, formatter: type[argparse.HelpFormatter]) -> None:
    """Add the commands."""
    text = "make and revoke tokens that are good for less than everything"
    parser = commands.add_parser(
        "token",
        help=text,
        description=f"{text.capitalize()}.",
        epilog=_epilog("\n".join(_EXAMPLES.values())),
        formatter_class=formatter,
    )
    parsers = parser.add_subparsers(dest="token_command", metavar="COMMAND", required=True)

    def add_one(name: str, text: str) -> argparse.ArgumentParser:
        description, epilog = f"{text[0].upper()}{text[1:]}.", _epilog(_EXAMPLES[name])
        one: argparse.ArgumentParser = parsers.add_parser(
            name, help=text, description=description, epilog=epilog, formatter_class=formatter
        )
        return one

    adding = add_one("add", "make a token, print it, and keep its SHA-256 in the file")
    adding.add_argument("name", metavar="NAME", help="what it is for, as logs and `token list` call it")
    adding.add_argument(
        "--scope",
        choices=SCOPES,
        required=True,
        help="view: see and download; operate: fire and set as well; admin: delete and revoke as well",
    )
    adding.add_argument(
        "--camera",
        action="append",
        metavar="ID",
        help="only for the camera of this id, as `rpc-camera cameras` has it; may be repeated",
    )
    adding.add_argument(
        "--token-file",
        type=Path,
        metavar="FILE",
        help="write the token to this new file, for its owner alone to read, and do not print it",
    )
    adding.set_defaults(run=_add)
    removing = add_one("remove", "take a token out of the file")
    removing.add_argument("name", metavar="NAME", help="the one that was given to `token add`")
    removing.set_defaults(run=_remove)
    add_one("list", "list the tokens of the file").set_defaults(run=_list)
    for each in parsers.choices.values():
        each.add_argument(
            "--tokens", type=Path, required=True, metavar="FILE", help="the file that `serve --tokens` is given"
        )
        each.add_argument("--json", action="store_true", help="print JSON, as is done where no terminal is")
        each.set_defaults(alone=True)


def _epilog(examples: str) -> str:
    return f"examples:\n{examples}\n\n{_AGAIN}\n\n{ENDS}"


async def _add(arguments: argparse.Namespace, output: Output) -> None:
    if not name_is_usable(arguments.name):
        raise UsageError(f"{arguments.name!r} is no name: give letters, digits, `.`, `_` and `-`, 32 at most.")
    tokens = _read(arguments.tokens) if arguments.tokens.exists() else []
    if any(token.name == arguments.name for token in tokens):
        raise CommandError(f"{arguments.tokens} has a token {arguments.name!r} already: remove it, or choose another.")
    token = secrets.token_urlsafe(_BYTES)
    cameras = tuple(dict.fromkeys(arguments.camera)) if arguments.camera else None
    known = KnownToken(arguments.name, arguments.scope, hashlib.sha256(token.encode()).hexdigest(), cameras)
    with _written(arguments.token_file, token):
        write_tokens(arguments.tokens, [*tokens, known])
    if arguments.token_file and output.for_person:
        output.line(f"It is in {arguments.token_file}.")
    elif arguments.token_file:
        output.document({**_described(known), "token_file": str(arguments.token_file)})
    elif output.for_person:
        output.line(token)
        output.line("It is shown this once. A service that runs with this file knows it in a second or two.")
    else:
        output.document({**_described(known), "token": token})


@contextmanager
def _written(path: Path | None, token: str) -> Iterator[None]:
    """Write a token where no file is yet, if at all; it goes where the block fails, as no service knows it then.

    OSError: there is a file, or it cannot be written.
    """
    if path is None:
        yield
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{token}\n")
        yield
    except BaseException:
        path.unlink()
        raise


async def _remove(arguments: argparse.Namespace, output: Output) -> None:
    tokens = _read(arguments.tokens)
    kept = [token for token in tokens if token.name != arguments.name]
    if len(kept) == len(tokens):
        there = ", ".join(token.name for token in tokens) or "none"
        raise CommandError(f"{arguments.tokens} has no token {arguments.name!r}; it has {there}.")
    write_tokens(arguments.tokens, kept)
    if output.for_person:
        output.line(
            f"{arguments.name} is out of the file: a service that runs with it refuses the token in a second or two."
        )
    else:
        output.document({"removed": arguments.name})


async def _list(arguments: argparse.Namespace, output: Output) -> None:
    tokens = _read(arguments.tokens)
    if not output.for_person:
        output.document({"tokens": [_described(token) for token in tokens]})
        return
    for token in tokens:
        output.line(f"{token.name}: {token.scope}, {', '.join(token.cameras) if token.cameras else 'all cameras'}")
    if not tokens:
        output.line("There are none.")


def _read(path: Path) -> list[KnownToken]:
    try:
        return read_tokens(path)
    except TokenFileError as error:
        raise CommandError(str(error)) from None


def _described(token: KnownToken) -> dict[str, object]:
    cameras = {} if token.cameras is None else {"cameras": list(token.cameras)}
    return {"name": token.name, "scope": token.scope, **cameras}
