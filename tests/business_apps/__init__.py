"""Real business apps as definitions of ours: read from a corpus of DocTypes, converted, deployed, filled, rolled back.

    corpus      the DocTypes as they are on disk
    grouping    which of them make one app: sixty apps, by rule
    conditions  a condition of theirs (JavaScript) in our language, or why not
    kinds       a field of theirs as a field of ours
    layout      sections, columns and pages
    access      their permissions as roles and grants
    tables      the entities and fields of an app, before they are a document
    converting  all of it: one group -> one document, and what was lost on the way
    extension   the one field that a second version has more
    filling     records that are valid by kind and by rule, through the record service
    listing     every list page: paged, sorted and filtered, held against what was filled in
    running     one app unattended, from the document to the rollback

The corpus is GPL and stays beside the repository; nothing of it is kept here.
"""
