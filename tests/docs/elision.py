"""What a page shows of an output or a message, where `…` stands for anything: a value, further members or elements."""

from __future__ import annotations

import json
import re
from typing import Any, Final

ANY: Final = "…"
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s]')


def text_matches(shown: str, real: str) -> bool:
    """Return whether the text has what is shown; white space at the ends does not count."""
    return re.search(".*".join(map(re.escape, shown.strip().split(ANY))), real, re.DOTALL) is not None


def json_matches(shown: str, real: str) -> bool:
    """Return whether a JSON text is the one that is shown; ValueError where what is shown is no JSON."""
    return _is_like(json.loads(_filled(shown)), json.loads(real))


def _filled(shown: str) -> str:
    """Make JSON of it: a `…` becomes the string, and among members a member of that name."""
    parts, within, before = [], [], ""
    for token in _TOKEN.findall(shown):
        if token in "{[":
            within.append(token)
        elif token in "}]" and within:
            within.pop()
        is_member = token == ANY and before != ":" and within[-1:] == ["{"]
        parts.append(f'"{ANY}": null' if is_member else f'"{ANY}"' if token == ANY else token)
        before = token
    return "".join(parts)


def _is_like(shown: Any, real: Any) -> bool:
    match shown:
        case str():
            return shown == ANY or (isinstance(real, str) and _has_parts(shown, real))
        case dict():
            return isinstance(real, dict) and _members_are_like(shown, real)
        case list():
            return isinstance(real, list) and _elements_are_like(shown, real)
        case _:
            return bool(shown == real)


def _has_parts(shown: str, real: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, shown.split(ANY))), real, re.DOTALL) is not None


def _members_are_like(shown: dict[str, Any], real: dict[str, Any]) -> bool:
    named = shown.keys() - {ANY}
    is_whole = named == real.keys() if ANY not in shown else named <= real.keys()
    return is_whole and all(_is_like(shown[name], real[name]) for name in named)


def _elements_are_like(shown: list[Any], real: list[Any]) -> bool:
    if ANY not in shown:
        return len(shown) == len(real) and all(map(_is_like, shown, real))
    left = iter(real)
    return all(any(_is_like(each, other) for other in left) for each in shown if each != ANY)
