"""What goes wrong between the client and the service, in words; what the service itself refuses is in `errors`."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

_CLOSE_CODES: Final = {
    1000: "it was done",
    1001: "it is going away",
    1006: "no reason came",
    1008: "it refuses this client",
    1009: "a message was too large",
    1011: "it has a fault",
}
_HANDSHAKES: Final = {
    401: "it, or a proxy before it, wants another token or login",
    403: "it, or a proxy before it, serves neither this client nor this name: see its --allow-host and --allow-origin",
    404: "there is nothing at this path: the service's own ends in /rpc",
    426: "there is no WebSocket at this path, or a proxy does not pass it on",
    502: "the proxy before it does not reach it",
    503: "it has no room for more clients now, or the proxy before it does not reach it",
}
_HTTP_PHRASES: Final = {int(status): status.phrase for status in HTTPStatus}


class ConnectFailed(ConnectionError):
    """There is no connection: nobody answers at the address, or not as the service does."""


class HandshakeRefused(ConnectFailed):
    """The address answers with an HTTP `status` and no WebSocket; `retry_after_s` is when to try again, if it says."""

    def __init__(self, url: str, status: int, retry_after_s: float | None = None) -> None:
        words = _HANDSHAKES.get(status) or _HTTP_PHRASES.get(status, "unknown status")
        again = f"; try again in {retry_after_s:g} s" if retry_after_s is not None else ""
        super().__init__(f"{url} refuses the connection: {words} (HTTP {status}){again}.")
        self.status = status
        self.retry_after_s = retry_after_s


class ConnectionLost(ConnectionError):
    """The connection ended, with the WebSocket close `code` and `reason`, while `method` waited for its answer.

    `is_safe_to_repeat`: the call was not sent, or only reads. Otherwise the service may have carried it out, and the
    answer is what was lost.
    """

    def __init__(self, code: int, reason: str, method: str = "", *, is_safe_to_repeat: bool = False) -> None:
        words = reason or _CLOSE_CODES.get(code, "unknown close code")
        lost = "The connection broke off" if code == 1006 else "The service closed the connection"
        super().__init__(f"{lost}: {words} ({code}).{_advice(method, is_safe_to_repeat=is_safe_to_repeat)}")
        self.code = code
        self.reason = reason
        self.method = method
        self.is_safe_to_repeat = is_safe_to_repeat

    def while_calling(self, method: str, *, is_safe_to_repeat: bool) -> ConnectionLost:
        """Return the same loss, as it is for one call."""
        return ConnectionLost(self.code, self.reason, method, is_safe_to_repeat=is_safe_to_repeat)


class SessionClosed(ConnectionError):
    """The session was closed by its user."""

    def __init__(self) -> None:
        super().__init__("The session is closed.")


class CallTimedOut(TimeoutError):
    """No answer to `method` came within `deadline_s`; the request was cancelled, as far as it could be.

    `is_safe_to_repeat` as that of ConnectionLost.
    """

    def __init__(self, method: str, deadline_s: float, *, is_safe_to_repeat: bool) -> None:
        advice = _advice(method, is_safe_to_repeat=is_safe_to_repeat)
        super().__init__(f"No answer to {method} came within {deadline_s:g} s.{advice}")
        self.method = method
        self.deadline_s = deadline_s
        self.is_safe_to_repeat = is_safe_to_repeat


def _advice(method: str, *, is_safe_to_repeat: bool) -> str:
    if not method:
        return ""
    if is_safe_to_repeat:
        return f" It is safe to repeat {method}."
    return f" {method} may have been carried out: look before you repeat it."
