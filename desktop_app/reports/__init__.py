"""What a report says, and the writers that set it: PDF, Excel, Word. Reads frozen values, writes no data."""
