"""Who was there: recorded, withdrawn, forgotten."""
