"""Traces and reports of errors, to servers of the operator's own and about nobody: see the README beside this file."""
