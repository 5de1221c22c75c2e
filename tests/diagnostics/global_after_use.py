count = 0

def tick(step):
    for i in range(step):
        count = count + 1
    global count
