X = const('a' + 'b')
