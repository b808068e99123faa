"""The yearly report of a signatory: its questions, its forms and its sheet."""
