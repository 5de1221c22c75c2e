class Celsius:
    def __init__(self, t):
        self._t = t
        self.log = []

    @property
    def t(self):
        self.log.append("get")
        return self._t

    @t.setter
    def t(self, value):
        self.log.append("set")
        if value < -273:
            raise ValueError("too cold")
        self._t = value

    @t.deleter
    def t(self):
        self.log.append("del")
        self._t = None

    @property
    def fahrenheit(self):
        return self._t * 9 // 5 + 32

    def get(self):
        return "old style"

    style = property(get)


c = Celsius(20)
print(c.t, c.fahrenheit, c.style)
c.t = 30
c.t += 5
print(c.t, c.fahrenheit)
try:
    c.t = -300
except ValueError as err:
    print(err)
try:
    c.fahrenheit = 1
except AttributeError:
    print("read only")
try:
    del c.style
except AttributeError:
    print("no deleter")
del c.t
print(c._t, c.log)
print(getattr(c, "t"), hasattr(c, "t"))
setattr(c, "t", 1)
print(c._t)


class Kelvin(Celsius):
    @property
    def fahrenheit(self):
        return "overridden"


print(Kelvin(1).fahrenheit, Kelvin(2).t)
