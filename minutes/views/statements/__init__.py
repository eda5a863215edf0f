"""What one organisation said in minutes: its page, and files of it."""
