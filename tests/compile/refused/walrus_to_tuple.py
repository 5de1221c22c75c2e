x
((a, b) := c)
