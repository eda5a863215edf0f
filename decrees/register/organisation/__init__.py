"""What became of what one organisation said: for its own people, and for everybody."""
