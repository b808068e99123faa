"""The acts of councils: hostile files, until a process of its own has read them."""
