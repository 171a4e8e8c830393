"""The shapes that charts draw and sentences say: results of analyses, ready to be shown."""
