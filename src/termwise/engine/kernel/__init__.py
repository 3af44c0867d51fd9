"""The fast engine: a program as machine code that runs many paths side by side, the same to the last bit everywhere.

`rows` says what comes out, `tally` in which form; `kernel.compiled(program)` gives the `Kernel` that computes it.
"""
