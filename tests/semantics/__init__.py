"""What each sentence of the language's meaning comes to, on small deals with answers worked out by hand."""
