total = a + \ 
    b
