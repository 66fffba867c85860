"""The network's side: HTTP, WebSocket, TLS. The only part that knows aiohttp."""

from rpc_camera.edge.gateway import Bounds, Gateway
from rpc_camera.edge.log import ClientIdFilter, NotHttpFilter
from rpc_camera.edge.server import Server
from rpc_camera.edge.tls import TlsError, tls_context

__all__ = ["Bounds", "ClientIdFilter", "Gateway", "NotHttpFilter", "Server", "TlsError", "tls_context"]
