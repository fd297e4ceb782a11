"""How learning works: rules as pure functions, and use cases that talk to ports only."""
