"""Translations in the CMS: who begins them, how far each is, and what would be lost."""
