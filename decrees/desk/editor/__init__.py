"""What belongs to the text in the editor: names of bodies, and references that name something else now."""
