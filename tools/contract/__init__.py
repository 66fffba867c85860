"""Makes from `schemas/` what is generated: OpenRPC, the service's types and errors, and the clients."""
