"""Modules whose code is run late: when something of them is asked for.

That of `importlib.util` would not do: before Python 3.12 it runs a module as soon as another one imports it.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Final

_VERSION: Final = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_LOADER: Final = "_late_loader"
_lock: Final = RLock()


class LateModule(ModuleType):
    """A module whose code is run when a name is asked for that is none of a module within it.

    So a package that imports all that it has costs nothing to whoever needs but one of its modules.
    """

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # the import system asks for such, which a module need not have
            raise AttributeError(name)
        if hasattr(self, "__path__") and find_spec(f"{self.__name__}.{name}"):
            return import_module(f".{name}", self.__name__)
        with _lock:
            _run(self)
        try:
            return vars(self)[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


def _run(module: ModuleType) -> None:
    """Run its code, once: while it runs, or has run, there is nothing to be done."""
    if (loader := vars(module).pop(_LOADER, None)) is not None:
        loader.exec_module(module)
        module.__class__ = ModuleType  # from now on it is a module like others


def import_late(name: str) -> None:
    """Have the code of a module, or of a package, run late, unless it has run already, or has no source file.

    Its modules find a package's `__version__`, if it has one.
    """
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or not isinstance(spec.loader, SourceFileLoader):
        return
    module = module_from_spec(spec)
    module.__class__ = LateModule
    vars(module)[_LOADER] = spec.loader
    if spec.submodule_search_locations and (version := _VERSION.search(spec.loader.get_source(name) or "")):
        vars(module)["__version__"] = version[1]
    sys.modules[name] = module
