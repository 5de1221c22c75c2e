   a
