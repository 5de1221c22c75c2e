x
break
