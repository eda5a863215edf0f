"""What the editor is helped with while a text is being written."""
