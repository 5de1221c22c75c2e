x
None += 1
