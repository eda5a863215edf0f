"""What somebody asks of the search, and how."""
