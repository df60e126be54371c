# What the pill says: the small sign that is on the screen while something is recorded.

pill-recording = Candor zeichnet auf
