"""The code blocks of the Markdown pages: an indented block is shell, a fenced one has the language that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHELL: Final = "sh"
_MARK: Final = re.compile(r"<!-- not run: (.*) -->")
_FENCE: Final = re.compile(r"```(\S*)")
_FOLDERS: Final = (
    "",
    "docs",
    "benchmarks",
    "clients",
    "clients/python",
    "clients/typescript",
    "clients/go",
    "tests/contract/data",
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


def pages() -> dict[str, Path]:
    """Return the pages that people read, by their path in the checkout."""
    files = (file for folder in _FOLDERS for file in sorted((CHECKOUT / folder).glob("*.md")))
    return {file.relative_to(CHECKOUT).as_posix(): file for file in files}


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page, in their order."""
    return list(_found(page, pages()[page].read_text(encoding="utf-8").splitlines()))


def all_blocks() -> list[Block]:
    """Return the blocks of all pages."""
    return [block for page in pages() for block in blocks(page)]


def prose(text: str) -> str:
    """Return a page's text without what is in its blocks."""
    kept, is_fenced = [], False
    for line in text.splitlines():
        if line.startswith("```"):
            is_fenced = not is_fenced
        elif not is_fenced and not line.startswith("    "):
            kept.append(line)
    return "\n".join(kept)


def _found(page: str, lines: list[str]) -> Iterator[Block]:
    at, reason, is_open = 0, None, True  # open: an indented block can begin here
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if fence := _FENCE.match(line):
            end = lines.index("```", at + 1) + 1
            yield Block(page, at + 2, fence[1], "\n".join(lines[at + 1 : end - 1]) + "\n", reason)
        elif is_open and line.startswith("    "):
            while end < len(lines) and (not lines[end] or lines[end].startswith("    ")):
                end += 1
            yield Block(page, at + 1, SHELL, "\n".join(each[4:] for each in lines[at:end]).rstrip() + "\n", reason)
        if line or end > at + 1:
            mark = _MARK.fullmatch(line)
            reason = mark[1] if mark else None
            is_open = bool(mark) or end > at + 1 or line.startswith("#")
        else:
            is_open = True
        at = end
