"""What the demo tells: real offices and organisations, invented people, dates as days of the story."""
