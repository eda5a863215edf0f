"""Words of Indonesian text, and what is kin to them. Pure: text in, values out."""
