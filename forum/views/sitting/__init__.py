"""The live pages of a meeting while it sits, and what is sent from them."""
