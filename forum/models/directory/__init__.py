"""Who is in the forum: organisations, people, teams, and the page that shows them."""
