print("temperature: %d" % t)
print("humidity: %d % h)
print("done")
