x
() = a
