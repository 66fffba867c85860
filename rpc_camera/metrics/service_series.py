"""The series of the service as a whole, read from it at the moment of a scrape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from rpc_camera import __version__
from rpc_camera.contract import API_VERSION
from rpc_camera.contract.types import SequenceState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prometheus_client.metrics_core import Metric

    from rpc_camera.methods.service import Service

_UNDER_WAY: Final = frozenset({SequenceState.RUNNING, SequenceState.WAITING, SequenceState.STOPPING})


class ListeningServer(Protocol):
    """What is served, as far as it is counted here."""

    @property
    def connections(self) -> int:
        """How many connections are open."""

    @property
    def websockets(self) -> tuple[int, int]:
        """How many WebSockets are open: of clients that have authenticated, and of the others."""

    @property
    def dropped_events(self) -> int:
        """How many events were not sent to a client so far."""


class ServiceSeries(Collector):
    """Of connections it has nothing until `server` is set."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.server: ListeningServer | None = None

    def describe(self) -> Iterable[Metric]:
        """Return nothing: what is collected needs no look at the service to be registered."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Yield all series."""
        service = self._service
        yield InfoMetricFamily(
            "rpc_camera_build", "The service's versions.", {"version": __version__, "api_version": API_VERSION}
        )
        yield CounterMetricFamily("rpc_camera_events", "Events in the log so far.", service.events.last_seq)
        under_way = sum(sequence["state"] in _UNDER_WAY for sequence in service.sequences.all())
        yield GaugeMetricFamily("rpc_camera_sequences_running", "Sequences under way.", under_way)
        yield from self._budgets()
        if self.server:
            yield from _of_server(self.server)

    def _budgets(self) -> Iterator[Metric]:
        service = self._service
        used = GaugeMetricFamily(
            "rpc_camera_budget_used_bytes", "Bytes that large answers and messages hold now.", labels=["budget"]
        )
        limit = GaugeMetricFamily(
            "rpc_camera_budget_limit_bytes", "Bytes that they can hold; others wait then.", labels=["budget"]
        )
        budgets = {"answers": service.budget, "open_answers": service.open_budget, "messages": service.incoming}
        for name, budget in budgets.items():
            used.add_metric([name], budget.used_bytes)
            limit.add_metric([name], budget.total_bytes)
        yield from (used, limit)


def _of_server(server: ListeningServer) -> Iterator[Metric]:
    yield GaugeMetricFamily("rpc_camera_connections", "Open connections of whatever kind.", server.connections)
    authenticated, others = server.websockets
    clients = GaugeMetricFamily(
        "rpc_camera_websocket_clients", "Open WebSockets, by whether their client has authenticated.", labels=["state"]
    )
    clients.add_metric(["authenticated"], authenticated)
    clients.add_metric(["unauthenticated"], others)
    yield clients
    yield CounterMetricFamily(
        "rpc_camera_events_dropped", "Events that slow clients were not sent.", server.dropped_events
    )
