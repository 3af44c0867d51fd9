"""The command line: parses arguments, calls the session, renders. It decides nothing about a deal."""
