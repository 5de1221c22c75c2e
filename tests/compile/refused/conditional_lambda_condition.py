x = a if lambda: 1
