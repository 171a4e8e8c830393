"""What the commands do; `fadu.cli` imports each when it is called."""
