# What the pill says: the small sign that is on the screen while something is recorded.

pill-recording = Candor zeichnet auf

# While the agent looks at a sample before deciding: the sign's own title, and what it says of the sample.
pill-sample = Candor-Beispiel
pill-sample-kept = Nur für Sie, wird nirgends gespeichert

# What its buttons do, shown while the pointer is on one.
pill-pause = Pausieren
pill-stop = Beenden
