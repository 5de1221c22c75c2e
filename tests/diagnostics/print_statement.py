print "ready", x
