"""What comes in from elsewhere and goes out: new registers, and the worked example."""
