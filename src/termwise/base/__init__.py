"""What every layer needs: places in a text, diagnostics, civil time, units and money."""
