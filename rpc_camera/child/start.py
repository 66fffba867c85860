"""Runs a module of the package that this file is in: `python -I …/rpc_camera/child/start.py MODULE ARGUMENTS`.

`-I` has kept the current directory, and what the environment says, off the path. Where the parent finds modules is in
RPC_CAMERA_CHILD_PATH; the package itself is loaded from where this file is, wherever else there is one of its name.
"""

import os
import runpy
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_NOT_NEEDED = ("inspect", "mimetypes", "selectors", "shutil", "textwrap", "tokenize", "traceback")


def _load_package(folder: Path) -> None:
    spec = spec_from_file_location(folder.name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise ImportError(f"{folder} is no package")
    package = module_from_spec(spec)
    sys.modules[folder.name] = package
    spec.loader.exec_module(package)


def _import_late() -> None:
    """Leave out what other modules of Python's import, but a worker does not need: 1.3 MiB, and 10 ms."""
    from rpc_camera.late_import import import_late  # noqa: PLC0415 - it is of the package

    for name in _NOT_NEEDED:
        import_late(name)


if __name__ == "__main__":
    sys.path += [entry for entry in os.environ.pop("RPC_CAMERA_CHILD_PATH", "").split(os.pathsep) if entry]
    _load_package(Path(__file__).resolve().parents[1])
    _import_late()
    module = sys.argv.pop(1)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
