"""The meaning of a deal, independent of its text form.

Everything here is frozen data. Things refer to each other by name; `Deal` holds the
declarations. A value built from text carries the `span` it came from; one built from
Python has `span=None`. `termwise.model.json_form` turns a deal into JSON and back.
"""
