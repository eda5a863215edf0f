"""The live pages on which notes of a meeting are taken and followed."""
