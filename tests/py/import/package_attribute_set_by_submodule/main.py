import pack

print(hasattr(pack, "leaf"))
from pack.leaf import value

print(hasattr(pack, "leaf"), pack.leaf.value == value)
import pack.leaf as leaf

leaf.value = "changed"
print(pack.leaf.value, value)
pack.leaf = "shadowed"
print(pack.leaf)
from pack import leaf as now

print(now)
