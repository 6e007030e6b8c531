"""The expense request written by hand, as somebody who knows Django REST framework would: what low code competes with.

Django 5.2, one model, one ModelViewSet, token login, rows of one's own for members and all rows for managers, filters,
sorting, search, pages of 25 with a total; persistent connections, no debug, no middleware that an API does not need.
"""
