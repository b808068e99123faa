"""One module for each area of the demonstration. Each adds what is missing and leaves alone what is there."""
