from .part import *

outside = True
