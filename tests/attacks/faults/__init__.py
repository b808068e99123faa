"""What test_faults.py stands on: an installation under a service manager, and people who go on registering."""
