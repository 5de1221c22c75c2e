class C:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("del", name)


c = C()
c.x = 1
print(c.x)
try:
    del c.x
    print(c.x)
except AttributeError:
    print("AttributeError")
