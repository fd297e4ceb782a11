"""What people can do with Sela: each function is one transaction over the records."""
