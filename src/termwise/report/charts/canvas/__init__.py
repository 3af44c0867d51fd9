"""What charts are drawn with: text measured and placed, scales and axes, paths, colours, the SVG document."""
