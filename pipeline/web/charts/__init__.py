"""Pictures as plain geometry, in percent of their frame; templates draw them as SVG, so nothing needs a script.

Positions are shares of the frame (0 to 100), so a picture is as wide as its page and its words keep their size.
"""
