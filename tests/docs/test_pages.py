"""The pages as Markdown: where their links lead, what they quote, and how long the README is."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from rpc_camera.cli import make_parser
from tests.docs.blocks import all_blocks, pages, tokens
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINES: Final = 120
MOST_CHARACTERS: Final = 150
SET_UP: Final = re.compile(r"^ {4}(python3 -m venv .*)$", re.MULTILINE)
QUOTE: Final = re.compile(r"^> (.*)$", re.MULTILINE)
ANY: Final = "…"


@pytest.mark.parametrize("page", pages())
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    links = [link for link in links_of(pages()[page]) if not re.match(r"https?:", link)]
    assert [link for link in links if not leads_somewhere(pages()[page], link)] == []


def links_of(page: Path) -> list[str]:
    """Return where a page's links lead, and where its pictures are."""
    within = [part for token in tokens(page) for part in token.children or ()]
    return [str(part.attrs.get("href") or part.attrs["src"]) for part in within if part.type in {"link_open", "image"}]


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


@cache
def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    found = tokens(page)
    headings = [text.content for token, text in pairwise(found) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_of_docs_is_in_their_index() -> None:
    linked = set(links_of(pages()["docs/README.md"]))
    assert {Path(page).name for page in pages() if page.startswith("docs/")} - {"README.md"} <= linked


def test_the_readme_is_short() -> None:
    lines = pages()["README.md"].read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if len(line) > MOST_CHARACTERS and not SET_UP.match(line)] == []


def test_two_lines_of_the_readme_are_all_the_set_up_and_make_the_environment_once() -> None:
    runs, tests = SET_UP.findall(pages()["README.md"].read_text(encoding="utf-8"))
    assert all(re.match(r"python3 -m venv \.venv \|\| \{ [^}]*; \} && ", line) for line in (runs, tests))
    assert runs.endswith(".venv/bin/rpc-camera serve --virtual 1")
    assert tests.endswith(".venv/bin/pytest")


def test_no_page_has_a_placeholder_that_a_header_cannot_carry() -> None:
    code = [block for block in all_blocks() if re.search(r"Bearer …|TOKEN=…|token: \"…\"", block.code)]
    assert [str(block) for block in code] == []


def test_troubleshooting_quotes_what_the_service_says() -> None:
    said = set(sentences())
    quotes = QUOTE.findall(pages()["docs/troubleshooting.md"].read_text(encoding="utf-8"))
    assert quotes
    assert [quote for quote in quotes if not is_said(quote, said)] == []


def is_said(quote: str, said: set[str]) -> bool:
    """Return whether each sentence of a quote is one of those; a message and its remedy are two."""
    if not quote:
        return True
    ends = [end.end() for end in re.finditer(r"[.…](?= |$)", quote)]
    return any(quote[:end] in said and is_said(quote[end:].strip(), said) for end in ends)


def sentences() -> Iterator[str]:
    """Yield every text of the service's and the client's code, `…` for what is filled in, and each remedy."""
    for error in json.loads((CHECKOUT / "schemas" / "errors.json").read_text(encoding="utf-8")).values():
        yield error["remedy"]
    for folder in ("rpc_camera", "clients/python/rpc_camera_client"):
        for file in (CHECKOUT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                yield from texts(node)


def texts(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text.strip()
        case ast.JoinedStr(values=parts):
            yield "".join(part.value if isinstance(part, ast.Constant) else ANY for part in parts).strip()  # type: ignore[misc]


def test_the_units_of_systemd_start_a_service_with_options_that_there_are() -> None:
    files = [block.code for block in all_blocks() if block.language == "ini"]
    files.append((CHECKOUT / "packaging" / "system" / "rpc-camera.env").read_text("utf-8"))
    started_with = re.findall(r'^#?OPTIONS="(.*)"$', "\n".join(files), re.MULTILINE)
    hosts = [make_parser().parse_args(["serve", *options.split()]).host for options in started_with]
    assert hosts == [["::"]] * len(hosts)
    assert len(hosts) >= 4
