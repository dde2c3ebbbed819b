"""What a reader takes away: every row of a filtered view, as a file that is complete or fails.

Datasette's own CSV leaves cells that a spreadsheet runs, and that of a query ends after a thousand rows without a word;
the addresses are taken over, the filters stay Datasette's.
"""
