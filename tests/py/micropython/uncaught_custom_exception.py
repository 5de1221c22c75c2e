# oracle: micropython
# uncaught
class DeviceError(Exception):
    def __str__(self):
        return "device " + str(self.args)


try:
    raise DeviceError(1)
except DeviceError as err:
    print(err)
try:
    raise KeyError("replaced")
finally:
    print("finally")
    raise DeviceError("two", 2)
