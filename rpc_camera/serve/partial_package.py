"""Packages of which only those modules are imported that are asked for."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Final

_VERSION: Final = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)


class PartialPackage(ModuleType):
    """A package whose own code is run when a name is asked for that is none of its modules.

    That code imports most of its modules, for whoever needs but one of them.
    """

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # the import system asks for such, which a package need not have
            raise AttributeError(name)
        if find_spec(f"{self.__name__}.{name}"):
            return import_module(f".{name}", self.__name__)
        self.__class__ = ModuleType  # type: ignore[assignment]  # from now on it is a package like others
        loader = self.__loader__
        if isinstance(loader, SourceFileLoader):
            loader.exec_module(self)
        return getattr(self, name)


def import_in_parts(name: str) -> None:
    """Have a package imported in parts from now on, unless it is imported already, or no source file is found of it.

    Its modules find its `__version__`, if it has one.
    """
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or not isinstance(spec.loader, SourceFileLoader):
        return
    package = module_from_spec(spec)
    package.__class__ = PartialPackage
    if version := _VERSION.search(spec.loader.get_source(name) or ""):
        package.__dict__["__version__"] = version[1]
    sys.modules[name] = package
