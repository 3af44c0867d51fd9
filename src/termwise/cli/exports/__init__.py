"""What `termwise export DEAL --to FILE` writes: one module for each form, chosen by the suffix of the file."""
