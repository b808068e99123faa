"""HTTP of the review, in the CMS and for town halls."""
