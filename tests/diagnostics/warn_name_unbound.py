import time

def wait(seconds):
    time.sleep(second)
    return tme.time()
