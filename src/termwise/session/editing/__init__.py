"""What an editor asks of a deal while it is being written: names, completions, meanings, renamings, mendings."""
