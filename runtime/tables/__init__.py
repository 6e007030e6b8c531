"""An app's tables: their names for life, their indexes, and the model classes that read and write them."""
