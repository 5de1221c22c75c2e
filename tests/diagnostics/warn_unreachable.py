def read():
    while True:
        value = input()
        if value:
            return value
    print("never")

def stop():
    raise SystemExit
    print("stopped",
          "never")
