"""An expression of a maker as a condition of the database: the third back end of the language.

`definition.queries` has turned it into terms; here stands what each term is called on PostgreSQL and SQLite.
"""
