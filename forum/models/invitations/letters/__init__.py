"""The letter of an invitation: its number, and who signs it by what right."""
