"""The rules of learning at work, as pure functions of values."""
