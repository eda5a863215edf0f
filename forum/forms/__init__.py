"""What was typed, read and checked; services decide."""
