größe = "12 µm"; länge = = 3
