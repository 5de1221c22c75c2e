class Acc:
    def __init__(self):
        self.log = []

    def __iadd__(self, o):
        self.log.append(("iadd", o))
        return self

    def __isub__(self, o):
        self.log.append(("isub", o))
        return self


class Replaces:
    def __iadd__(self, o):
        return "replaced by iadd %s" % o


a = b = Acc()
a += 1
a -= 2
print(a is b, a.log)
a = Replaces()
a += 4
print(a, b.log)


class Holder:
    pass


h = Holder()
h.acc = Acc()
h.acc += "attribute"
items = [Acc()]
items[0] += "item"
print(h.acc.log, items[0].log)
