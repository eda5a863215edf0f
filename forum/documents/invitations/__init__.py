"""What leaves the site about an invitation: its letter, its calendar file."""
