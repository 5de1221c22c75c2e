# oracle: micropython  CPython has another class for recursion
# uncaught
def descend(depth):
    return descend(depth + 1) + 1


print("descends")
descend(0)
