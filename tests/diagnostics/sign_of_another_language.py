if ready && !busy:
    start()
