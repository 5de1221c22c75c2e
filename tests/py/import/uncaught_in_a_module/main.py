# oracle: micropython
# uncaught
import part

print(part.ok)
part.call(0)
