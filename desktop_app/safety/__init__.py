"""Reading files from outside so that no hostile one takes the memory or the day; what every reader needs."""
