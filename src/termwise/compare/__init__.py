"""What is different between two agreements: two views of one deal, or two deals.

`differences.differences` says it in words, clause by clause and value by value, and in rights: which acts
are allowed on which days under one and not under the other.
"""
