header = b"µPy"
