"""The files that are generated from `schemas/`, and whether those in the checkout are up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from rpc_camera.contract.sources import OPENRPC, read_sources
from tools.contract.emit_errors import error_names
from tools.contract.emit_go_package import go_package
from tools.contract.emit_python import server_types
from tools.contract.emit_python_package import python_package
from tools.contract.emit_reference import errors_page, methods_page
from tools.contract.emit_scopes import needed_scopes
from tools.contract.emit_typescript_package import package_json, typescript_module
from tools.contract.openrpc import build_document

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKOUT = Path(__file__).parents[2]
PYTHON_CLIENT = "clients/python/rpc_camera_client"
TYPESCRIPT_CLIENT = "clients/typescript"
GO_CLIENT = "clients/go"


def generated(root: Path = CHECKOUT) -> Mapping[Path, str]:
    """Return the text of each generated file by its path; in `package.json` it is the version."""
    sources = read_sources(root / "schemas")
    document = build_document(sources)
    typescript = root / TYPESCRIPT_CLIENT
    return {
        root / "schemas" / OPENRPC: json.dumps(document, indent=2, ensure_ascii=False) + "\n",
        root / "rpc_camera/error_names.py": error_names(sources),
        root / "rpc_camera/contract/types.py": server_types(sources),
        root / "rpc_camera/contract/scopes.py": needed_scopes(sources),
        root / "docs" / "methods.md": methods_page(sources),
        root / "docs" / "errors.md": errors_page(sources),
        **{root / PYTHON_CLIENT / name: text for name, text in python_package(document).items()},
        **{root / GO_CLIENT / name: text for name, text in go_package(document).items()},
        typescript / "src" / "generated.ts": typescript_module(document),
        typescript / "package.json": package_json((typescript / "package.json").read_text(encoding="utf-8"), document),
    }


def write(root: Path = CHECKOUT) -> None:
    """Bring all generated files up to date."""
    for path, text in generated(root).items():
        path.write_text(text, encoding="utf-8")


def stale(root: Path = CHECKOUT) -> list[Path]:
    """Return the generated files that differ from what `schemas/` now gives."""
    return [
        path for path, text in generated(root).items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
