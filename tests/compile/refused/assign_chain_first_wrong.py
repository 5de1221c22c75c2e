f() = a = b
