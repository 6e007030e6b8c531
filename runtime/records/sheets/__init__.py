"""Records as tables for other programs. Pure: values in, bytes out.

columns    which columns a person may take, and the cells of a row: the one place that decides what leaves
comma      CSV
workbook   XLSX
formats    both, by name
"""
