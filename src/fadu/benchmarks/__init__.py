"""How long things take, against what they are measured by: ``python -m fadu.benchmarks NAME``.

Each command prints tables in Markdown.  Ratios within one run say more than seconds: they hold
on other machines too, and on one that has other work to do.
"""
