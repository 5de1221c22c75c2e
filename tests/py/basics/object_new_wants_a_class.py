class Plain:
    def __init__(self):
        self.is_set = True


made = object.__new__(Plain)
print(type(made).__name__, hasattr(made, "is_set"))
made.__init__()
print(made.is_set)
for argument in (1, int, "text"):
    try:
        object.__new__(argument)
    except TypeError:
        print("TypeError")
