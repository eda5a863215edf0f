"""Answers to comments, and where changes come from."""
