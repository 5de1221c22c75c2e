total = (a + b)) * 2
