"""One kind of contact detail per module. A detector reads a passage and yields details; it decides nothing."""
