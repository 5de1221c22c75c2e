def read(sensor):
        if sensor.ready():
            value = sensor.get()
          return value
