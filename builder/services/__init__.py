"""The verbs of authoring, one module per noun."""
