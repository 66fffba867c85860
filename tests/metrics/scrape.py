"""What a scrape returns, read by Prometheus' own client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import ClientSession, encode_basic_auth
from prometheus_client.parser import text_string_to_metric_families

from rpc_camera.serve.metrics_options import MetricsOptions
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from tests.rigs.service import RunningService

METRICS = MetricsOptions()


async def scraped(service: RunningService) -> str:
    """Return the text, got as by a Prometheus with `basic_auth`."""
    async with ClientSession(headers={"Authorization": encode_basic_auth("prometheus", TOKEN)}) as http:
        answer = await http.get(f"{service.url}/metrics")
        assert answer.status == 200
        return await answer.text()


class Samples:
    """The samples of one scrape."""

    def __init__(self, text: str) -> None:
        self._samples = {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    @classmethod
    async def of(cls, service: RunningService) -> Samples:
        """Scrape."""
        return cls(await scraped(service))

    def value(self, name: str, **labels: str) -> float | None:
        """Return the value of the series with these labels and no others; None: there is none."""
        return self._samples.get((name, frozenset(labels.items())))

    def values(self, label: str) -> set[str]:
        """Return all that a label says, over all series."""
        return {dict(labels)[label] for _, labels in self._samples if label in dict(labels)}
