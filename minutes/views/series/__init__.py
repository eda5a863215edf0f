"""Minutes of several meetings together: their page, their paper, and how a long paper is made."""
