"""From results to lines of styled text, and from those to the terminal."""
