"""The methods a client can call: one explicit table, handlers of a few lines."""
