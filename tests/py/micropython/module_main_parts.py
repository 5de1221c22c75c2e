# oracle: micropython
import micropython

print(micropython.opt_level())
micropython.opt_level(1)
print(micropython.opt_level())
micropython.opt_level(0)
micropython.heap_lock()
micropython.heap_unlock()
print(hasattr(micropython, "const"), hasattr(micropython, "mem_info"), micropython.const(7))
