"""A date is sought: who is asked, what they answer, and which date is chosen."""
