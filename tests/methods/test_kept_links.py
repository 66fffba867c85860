"""Which durable links are kept, and for how long, as tokens come and go."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from rpc_camera.contract.types import LinkKind, Scope
from rpc_camera.errors import ServiceError
from rpc_camera.methods.authentication import token_digest
from rpc_camera.methods.grants import EVERYTHING, Grant
from rpc_camera.methods.kept_links import MOST_LINKS, MOST_OF_A_TOKEN, KeptLink, KeptLinks

if TYPE_CHECKING:
    from collections.abc import Sequence

BOOTH, WALL = (Grant(name, Scope.OPERATE, None, token_digest(name)) for name in ("booth", "wall"))
TOKENS: Final = Path("tokens.json")


class Run:
    """One run of the service, with the tokens of these in its file; without a file it has none."""

    def __init__(self, folder: Path, *grants: Grant, tokens: Path | None = TOKENS) -> None:
        self.grants: Sequence[Grant] = (*grants, EVERYTHING)
        self.now = 1000.0
        self.links = KeptLinks(folder, lambda: self.grants, tokens, lambda: self.now)

    async def add(self, grant: Grant, expires: float | None = None) -> str:
        """Return the key of a new link."""

        def make(link_id: str, sha256: str) -> KeptLink:
            maker = grant.digest.hex()
            return KeptLink(link_id, sha256, "camera", LinkKind.LATEST, "", grant.name, expires=expires, maker=maker)

        return (await self.links.add(make))[1]

    async def has(self, *grants: Grant) -> None:
        """Have the file of tokens have these."""
        self.grants = (*grants, EVERYTHING)
        await self.links.end_those_taken_back()

    def is_good(self, key: str) -> bool:
        """Return whether a link is answered."""
        return self.links.find(key) is not None


async def test_a_start_without_tokens_ends_no_link_for_good(tmp_path: Path) -> None:
    key = await Run(tmp_path, BOOTH).add(BOOTH)
    forgotten = Run(tmp_path, tokens=None)
    await forgotten.has()
    main = await forgotten.add(EVERYTHING)
    assert (forgotten.is_good(key), len(forgotten.links.all())) == (False, 1)

    again = Run(tmp_path, BOOTH)
    await again.has(BOOTH)
    assert (again.is_good(key), again.is_good(main)) == (True, True)


async def test_so_does_a_start_with_the_tokens_of_another_file(tmp_path: Path) -> None:
    key = await Run(tmp_path, BOOTH).add(BOOTH)
    other = Run(tmp_path, WALL, tokens=Path("other.json"))
    await other.has(WALL)
    await other.add(WALL)
    assert not other.is_good(key)

    assert Run(tmp_path, BOOTH).is_good(key)


@pytest.mark.parametrize("is_moved", [False, True])
async def test_a_token_that_was_taken_back_ends_its_links_for_good(tmp_path: Path, is_moved: bool) -> None:
    key = await Run(tmp_path, BOOTH, tokens=Path("before.json") if is_moved else TOKENS).add(BOOTH)
    run = Run(tmp_path, BOOTH)
    await run.has(BOOTH)
    await run.has(WALL)
    await run.has(BOOTH, WALL)
    assert not run.is_good(key)
    assert not Run(tmp_path, BOOTH).is_good(key)


@pytest.mark.parametrize("is_seen", [False, True], ids=["while there was no service", "while it ran without tokens"])
async def test_so_does_one_that_was_taken_back_while_nobody_looked(tmp_path: Path, is_seen: bool) -> None:
    key = await Run(tmp_path, BOOTH).add(BOOTH)
    if is_seen:
        await Run(tmp_path, tokens=None).add(EVERYTHING)
    await Run(tmp_path).has()

    assert not Run(tmp_path, BOOTH).is_good(key)


async def test_a_token_of_the_same_name_has_none_of_the_links_of_the_one_before(tmp_path: Path) -> None:
    key = await Run(tmp_path, BOOTH).add(BOOTH)
    other = Run(tmp_path, Grant("booth", Scope.ADMIN, None, token_digest("another")), tokens=Path("other.json"))

    assert not other.is_good(key)


async def test_links_of_tokens_that_are_not_known_make_room_the_oldest_first(tmp_path: Path) -> None:
    run = Run(tmp_path, BOOTH, WALL)
    booth, wall = [[await run.add(grant) for _ in range(MOST_OF_A_TOKEN)] for grant in (BOOTH, WALL)]
    forgotten = Run(tmp_path, tokens=None)
    room = MOST_LINKS - 2 * MOST_OF_A_TOKEN
    main = [await forgotten.add(EVERYTHING) for _ in range(room + MOST_OF_A_TOKEN + 1)]

    again = Run(tmp_path, BOOTH, WALL)
    assert [again.is_good(key) for key in booth] == [False] * MOST_OF_A_TOKEN
    assert [again.is_good(key) for key in wall] == [False] + [True] * (MOST_OF_A_TOKEN - 1)
    assert all(again.is_good(key) for key in main)
    with pytest.raises(ServiceError, match=f"keeps {MOST_LINKS} durable links"):
        await again.add(EVERYTHING)


async def test_what_has_expired_is_not_kept_whoever_made_it(tmp_path: Path) -> None:
    run = Run(tmp_path, BOOTH)
    key = await run.add(BOOTH, expires=2000)
    assert run.is_good(key)
    run.now = 2000
    await run.add(BOOTH)
    run.now = 1000
    assert not run.is_good(key)


async def test_a_disk_that_takes_nothing_lets_no_link_of_a_token_be_good_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run = Run(tmp_path, BOOTH)
    key = await run.add(BOOTH)
    (tmp_path / ".links.json.part").mkdir()
    with caplog.at_level(logging.WARNING):
        await run.has()
    await run.has(BOOTH)

    assert not run.is_good(key)
    assert "cannot be written" in caplog.text


async def test_as_many_as_there_may_be_outlive_a_start_however_long_the_path_of_the_tokens_is(tmp_path: Path) -> None:
    tokens = Path("/", *["d" * 250] * 16, "tokens.json")
    grants = [Grant(name * 64, Scope.OPERATE, None, token_digest(name)) for name in "abcd"]
    run = Run(tmp_path, *grants, tokens=tokens)
    keys = [await run.add(grant) for grant in grants for _ in range(MOST_OF_A_TOKEN)]
    again = Run(tmp_path, *grants, tokens=tokens)

    assert len(keys) == MOST_LINKS
    assert all(again.is_good(key) for key in keys)
