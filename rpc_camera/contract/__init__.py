"""The published contract: reads `schemas/`, binds params to it, and checks what the service sends."""

from rpc_camera.contract.contract import CatalogueEntry, Contract
from rpc_camera.contract.messages import MethodSchema, NotificationSchema
from rpc_camera.contract.openrpc import API_VERSION
from rpc_camera.contract.strict import ContractViolationError

__all__ = [
    "API_VERSION",
    "CatalogueEntry",
    "Contract",
    "ContractViolationError",
    "MethodSchema",
    "NotificationSchema",
]
