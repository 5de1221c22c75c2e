ok = True


def call(n):
    return deeper(n)


def deeper(n):
    return 1 // n
