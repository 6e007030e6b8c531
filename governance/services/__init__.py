"""The verbs of judging, one module per noun."""
