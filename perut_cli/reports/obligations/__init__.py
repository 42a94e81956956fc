"""Reports of what villages owe and how far applications are filled."""
