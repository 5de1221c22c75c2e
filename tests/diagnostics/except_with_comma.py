try:
    send()
except OSError, ValueError:
    pass
