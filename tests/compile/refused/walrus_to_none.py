x
(None := c)
