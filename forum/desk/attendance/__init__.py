"""The guest book of a meeting: the desk at the door, the sheet to be signed and its way back."""
