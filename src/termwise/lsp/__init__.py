"""The language server: parses requests of an editor, calls the session, answers. No domain logic."""
