total = 0

def counter():
    def step():
        nonlocal total
        total += 1
    return step
