f(for)
