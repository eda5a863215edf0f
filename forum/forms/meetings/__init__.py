"""What is typed about a meeting beside the invitation: its day and place, a poll for its day, its series."""
