class Sensor(Device):
    def start():
        super().start()
