"""The machine that runs paths side by side, as a contract and in NumPy; the functions written for any such machine."""
