"""The certificate of a signature: what is printed, the PDF, and its signature."""
