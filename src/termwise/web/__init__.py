"""The local page: parses requests, calls the session, renders. No domain logic."""
