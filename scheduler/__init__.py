"""When things happen: a handful of fixed ticks."""
