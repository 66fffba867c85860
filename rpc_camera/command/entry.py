"""From arguments to an exit status: finds the service, runs the command, and puts what went wrong into a sentence."""

from __future__ import annotations

import asyncio
import signal
import ssl
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from rpc_camera.command.address import TOKEN_VARIABLE, find_service, folder_in_words
from rpc_camera.command.failure import CommandError, Exit, NoReaderError, NoServiceError, UsageError
from rpc_camera.command.local import local_service
from rpc_camera.command.output import Output, note
from rpc_camera.command.remedies import sentence
from rpc_camera.command.work import Work
from rpc_camera_client import CallTimedOut, ConnectFailed, FolderIncomplete, RpcCameraError, Session, errors

if TYPE_CHECKING:
    import argparse

    from rpc_camera.command.address import Service


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was parsed; return the exit status."""
    try:
        return asyncio.run(_run(arguments)) or Exit.DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except asyncio.CancelledError:
        return Exit.TERMINATED
    except NoReaderError:
        return Exit.NO_READER
    except Exception as error:
        status, words = failure(error)
        if status is None:
            raise
        note(f"rpc-camera: {words}")
        return status


def failure(error: Exception) -> tuple[Exit | None, str]:
    """Return the status that an error stands for, and it as a sentence with its remedy; None: it is a fault of ours."""
    match error:
        case CommandError():
            found = error.status, str(error)
        case errors.Unauthorized():
            found = Exit.NO_SERVICE, f"{error.message} {_how_to_give_a_token()}"
        case RpcCameraError():
            found = Exit.REFUSED, sentence(error)
        case FolderIncomplete():
            found = Exit.REFUSED, str(error)
        case CallTimedOut() | ConnectionError():
            found = Exit.NO_SERVICE, str(error) or "The connection ended."
        case OSError():
            reason = f"{error.strerror or error}".rstrip(".")
            found = Exit.REFUSED, f"{error.filename}: {reason}." if error.filename else f"{reason}."
        case ValueError():
            found = Exit.USAGE, str(error)
        case _:
            return None, ""
    return found


def _how_to_give_a_token() -> str:
    return (
        f"Give the service's token with {TOKEN_VARIABLE} or --token-file; a server that you started on this machine, "
        f"as the same user, leaves it for you in {folder_in_words()}."
    )


async def _run(arguments: argparse.Namespace) -> int | None:
    task = asyncio.current_task()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: task and task.cancel())
    output = Output(as_json=arguments.json)
    if arguments.alone:
        alone: int | None = await arguments.run(arguments, output)
        return alone
    if arguments.virtual and not arguments.local:
        raise UsageError("--virtual is for the service that --local starts: give that as well.")
    async with AsyncExitStack() as stack:
        if arguments.local:
            if arguments.url:
                raise UsageError("--local starts a service, and --url names one: give one of them.")
            target = await stack.enter_async_context(local_service(arguments))
        else:
            target = find_service(arguments)
        session = await _connect(target, arguments)
        await stack.enter_async_context(session)
        status: int | None = await arguments.run(Work(arguments, output, session, target.url))
        return status


async def _connect(target: Service, arguments: argparse.Namespace) -> Session:
    """Return a session. NoServiceError: none was named, and there is none on this machine."""
    try:
        return await Session.connect(target.url, token=target.token, ssl=tls(arguments))
    except ConnectFailed as error:
        if not target.is_a_guess:
            raise
        raise NoServiceError(f"{error} `rpc-camera discover` lists those of this network, for --url.") from None


def tls(arguments: argparse.Namespace) -> ssl.SSLContext | None:
    """Return what trusts the certificate that was given, if one was."""
    if arguments.tls_ca is None:
        return None
    try:
        return ssl.create_default_context(cafile=arguments.tls_ca)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(f"The certificate {arguments.tls_ca} cannot be used: {error.strerror or error}.") from None
