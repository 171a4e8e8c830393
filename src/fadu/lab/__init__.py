"""What JupyterLab shows: rich displays, the explorer."""
