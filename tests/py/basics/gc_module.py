import gc

print(gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()
junk = [[i] * 10 for i in range(50)]
del junk
gc.collect()
print(gc.isenabled())


class Node:
    def __init__(self, other=None):
        self.other = other


a = Node()
a.other = Node(a)
del a
gc.collect()
print("cycles do no harm")
