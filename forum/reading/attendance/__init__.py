"""Who is expected at a meeting, who is there, and what that makes."""
