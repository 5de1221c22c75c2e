# oracle: micropython
import gc

free = gc.mem_free()
used = gc.mem_alloc()
print(free > 0, used > 0)
block = bytearray(5000)
print(gc.mem_alloc() - used >= 5000, free - gc.mem_free() >= 5000)
print(isinstance(gc.threshold(), int))
