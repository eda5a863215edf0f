"""The site as installed, with people in it, while one part of the machine after the other fails: `make faults`."""
