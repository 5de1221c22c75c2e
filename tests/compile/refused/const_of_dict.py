X = const({})
