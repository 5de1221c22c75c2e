send(port=1, data := read())
send(x for x in data, 1)
