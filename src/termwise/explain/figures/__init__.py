"""Why a number of a run is what it is: from an entry or a total back to clauses, drivers, events and numbers."""
