"""JSON-RPC 2.0: request text in, response text out; knows no transport."""

from rpc_camera.dispatch.dispatcher import Dispatcher
from rpc_camera.dispatch.errors import error_object, incident
from rpc_camera.dispatch.jsontext import encode, parse

__all__ = ["Dispatcher", "encode", "error_object", "incident", "parse"]
