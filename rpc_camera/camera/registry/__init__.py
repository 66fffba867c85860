"""Which cameras there are, and on which ports."""
