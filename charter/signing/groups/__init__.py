"""The members for which an association signs: listed while its signature is open, frozen once it is published."""
