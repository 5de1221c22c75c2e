# oracle: micropython
# uncaught
x = 1
print(x)

print(
    x,
    undefined_name,
)
