"""One file per journey: unpack, call one use case, show one view."""
