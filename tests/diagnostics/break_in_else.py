for port in ports:
    if port.open():
        break
else:
    break
