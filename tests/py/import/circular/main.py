import a

print(a.value, a.b.value, a.call(), a.b.call())
from b import a as through

print(through is a)
