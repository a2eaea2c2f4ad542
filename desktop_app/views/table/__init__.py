"""The tree-table in the middle: rows, cells, keys, what is pasted and moved."""
