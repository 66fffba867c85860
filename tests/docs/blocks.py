"""The code blocks of the Markdown pages: an indented block is shell, a fenced one has the language that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.token import Token

SHELL: Final = "sh"
_MARK: Final = re.compile(r"<!-- not run: (.*) -->\n?")
_FOLDERS: Final = (
    *("", "docs", "benchmarks", "tests/contract/data"),
    *("clients", "clients/python", "clients/typescript", "clients/go"),
)


@dataclass(frozen=True)
class Block:
    """A code block; `line` is its first one, from 1. `reason` is why it is not run, if its page says so."""

    page: str
    line: int
    language: str
    code: str
    reason: str | None = None

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@cache
def pages() -> dict[str, Path]:
    """Return the pages that people read, by their path in the checkout."""
    files = (file for folder in _FOLDERS for file in sorted((CHECKOUT / folder).glob("*.md")))
    return {file.relative_to(CHECKOUT).as_posix(): file for file in files}


@cache
def tokens(page: Path) -> list[Token]:
    """Return what a page consists of, as a browser shows it."""
    return MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page, in their order."""
    return list(_found(page))


def all_blocks() -> list[Block]:
    """Return the blocks of all pages."""
    return [block for page in pages() for block in blocks(page)]


def _found(page: str) -> Iterator[Block]:
    reason = None
    for token in tokens(pages()[page]):
        if token.type in {"fence", "code_block"}:
            language = token.info if token.type == "fence" else SHELL
            first = (token.map or [0])[0] + 1 + (token.type == "fence")
            yield Block(page, first, language, token.content, reason)
        mark = _MARK.fullmatch(token.content) if token.type == "html_block" else None
        reason = mark[1] if mark else None
