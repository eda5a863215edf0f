"""What the secretariat does about the day of a meeting beside editing its page."""
