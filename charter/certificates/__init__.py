"""The certificate of an adhesion: what is printed, the PDF, and its signature."""
