"""The language of apps: format, parser, compiler, digest, diff, operations. Pure Python, no Django. See README.md."""
