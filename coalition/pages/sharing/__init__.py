"""What a link to a page shows where it is shared: a title, a sentence and an image; and the facts for machines."""
