if x:
    f(f'{x}'
