"""Forms check what was typed; services decide."""
