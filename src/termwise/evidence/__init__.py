"""Quotes in their documents: is what a deal cites really written there?

`quotes.check_quotes` looks every citation up in its document; it reads files and nothing else.
"""
