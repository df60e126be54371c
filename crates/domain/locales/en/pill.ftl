# What the pill says: the small sign that is on the screen while something is recorded.

pill-recording = Candor recording

# While the agent looks at a sample before deciding: the sign's own title, and what it says of the sample.
pill-sample = Candor sample
pill-sample-kept = Sample for you only, kept nowhere

# What its buttons do, shown while the pointer is on one.
pill-pause = Pause
pill-stop = Stop
