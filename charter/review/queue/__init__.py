"""The queue of signatures in the CMS, and the filters that each person keeps."""
