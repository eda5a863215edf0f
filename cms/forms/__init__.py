"""How forms are drawn, and how people sign in."""
