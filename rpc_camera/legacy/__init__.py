"""The original command/payload format, as pure functions around method calls."""

from rpc_camera.legacy.answers import serve
from rpc_camera.legacy.messages import INVALID_JSON, UNAUTHORIZED, Command, Token, recognise

__all__ = ["INVALID_JSON", "UNAUTHORIZED", "Command", "Token", "recognise", "serve"]
