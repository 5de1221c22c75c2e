x = a}
