"""What a spreadsheet program would take for a formula, in any file that it may open."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def looks_like_formula(text: str) -> bool:
    return text.startswith(FORMULA)


def csv_text(text: str) -> str:
    """In a CSV file, which cannot say what is text, an apostrophe before it does."""
    return f"'{text}" if looks_like_formula(text) else text
