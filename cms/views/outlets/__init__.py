"""What leaves the site for other programs: feeds, the pictures of shared addresses."""
