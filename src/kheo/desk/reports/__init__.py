"""Reports of a ward: drafted from the register, edited, frozen, taken away."""
