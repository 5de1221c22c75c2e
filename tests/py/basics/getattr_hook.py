class Proxy:
    def __init__(self, target):
        self.target = target

    def __getattr__(self, name):
        if name == "absent":
            raise AttributeError(name)
        return "got " + name


p = Proxy(5)
print(p.target, p.anything, hasattr(p, "absent"), hasattr(p, "other"), getattr(p, "absent", "default"))
p.anything = "real"
print(p.anything)


class Inherits(Proxy):
    known = "class attribute"


print(Inherits(1).known, Inherits(1).unknown)
