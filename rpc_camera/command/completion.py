"""`rpc-camera completion`: what a shell needs to complete the command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import CommandError
from rpc_camera.command.options import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.command.options import Commands
    from rpc_camera.command.output import Output

_SHELLS: Final = ("bash", "zsh", "fish")
_EPILOG: Final = f"""\
examples:
  rpc-camera completion bash > ~/.local/share/bash-completion/completions/rpc-camera
  rpc-camera completion zsh > ~/.zfunc/_rpc-camera      in a folder of your $fpath
  rpc-camera completion fish > ~/.config/fish/completions/rpc-camera.fish

{ENDS}"""


def add(commands: Commands, root: argparse.ArgumentParser, formatter: type[argparse.HelpFormatter]) -> None:
    """Add the command, which completes all that `root` has."""
    text = "print what completes this command in a shell"
    parser = commands.add_parser(
        "completion", help=text, description=f"{text.capitalize()}.", epilog=_EPILOG, formatter_class=formatter
    )
    parser.add_argument("shell", choices=_SHELLS, help="the shell")
    parser.set_defaults(run=_print, alone=True, json=False, root=root)


async def _print(arguments: argparse.Namespace, output: Output) -> None:
    output.raw(script(arguments.root, arguments.shell).encode() + b"\n")


def script(root: argparse.ArgumentParser, shell: str) -> str:
    """Return what completes `root` in that shell, with files where a path is wanted. CommandError: shtab is missing."""
    try:
        import shtab  # noqa: PLC0415 - it may be missing
    except ModuleNotFoundError:
        raise CommandError("Completion takes shtab: `pip install '.[command]'` in its checkout.") from None
    for action in _actions(root):
        if action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks for it
    return shtab.complete(root, shell)


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the options and arguments of all commands."""
    for action in parser._actions:  # noqa: SLF001 - argparse shows them by no other name
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for each in action.choices.values():
                yield from _actions(each)
