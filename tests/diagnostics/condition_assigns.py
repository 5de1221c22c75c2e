while line = stream.readline():
    print(line)
