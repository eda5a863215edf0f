"""A public page for whoever is sent its address: a few words, a drawn picture, a line to cite it by."""
