x
return 1
