"""The deal of `bench/deals/twenty_clauses.deal` written by hand, as a good analyst or engineer would in each tool."""
