"""The warm engine: one parent loads everything once, each notebook runs in a child of its own."""
