"""What the desk and the pages show of invitations: the letter, whom it reached, who answered."""
