"""Files from outside: hostile until a process of its own has read them."""
