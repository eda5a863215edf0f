"""Follow-ups in the admin: their board, and tracking ids of systems of others from a table."""
