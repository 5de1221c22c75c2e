header = b"GET " "/index"
