"""Small files to begin one's own from; ``fadu.example("own.toml")`` is the path of one."""
