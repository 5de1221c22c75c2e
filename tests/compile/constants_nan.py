import math
a = math.nan
b = math.nan
c = (math.nan, 1)
d = (math.nan, 1)
e = 1e999 - 1e999
f = 1e999 - 1e999
g = (1e999 - 1e999,)
h = -math.nan
i = (math.nan, (math.nan, "x"))
j = (math.nan, (math.nan, "x"))
k = (math.inf, math.pi, math.e)
_X = const(math.nan)
l = _X, 2
m = +math.nan
n = +(1e999 - 1e999)
o = +(+math.nan)
p = +math.inf, -(-math.nan)
