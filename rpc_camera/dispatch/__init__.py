"""JSON-RPC 2.0: request text in, response text out; knows no transport."""

from rpc_camera.dispatch.dispatcher import Dispatcher
from rpc_camera.dispatch.errors import error_object
from rpc_camera.dispatch.jsontext import encode
from rpc_camera.dispatch.long_strings import parse_in_pieces
from rpc_camera.dispatch.pieces import encode_in_pieces

__all__ = ["Dispatcher", "encode", "encode_in_pieces", "error_object", "parse_in_pieces"]
