"""`python -m rpc_camera`: the same as `rpc-camera`, in a checkout too."""

from __future__ import annotations

import sys


def main() -> int | str:
    """Return the exit status, or a sentence on a library that is missing: a checkout brings none along."""
    try:
        from rpc_camera.cli import main as run  # noqa: PLC0415 - it needs the libraries

        return run()
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("rpc_camera"):
            raise
        return f"rpc-camera needs {error.name}, which is missing: run `{sys.executable} -m pip install -e .` here."


if __name__ == "__main__":
    sys.exit(main())
