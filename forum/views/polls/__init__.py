"""Who is asked for a date answers, signed in or by the link of a mail."""
