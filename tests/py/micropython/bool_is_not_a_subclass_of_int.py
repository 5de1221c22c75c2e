# oracle: micropython
print(isinstance(True, int), issubclass(bool, int))
print(True & False, True | False, type(True & False))
