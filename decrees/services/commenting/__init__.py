"""Comments, positions, support, and what came on paper."""
