# What the pill says: the small sign that is on the screen while something is recorded.

pill-recording = Candor registra

# While the agent looks at a sample before deciding: the sign's own title, and what it says of the sample.
pill-sample = Muestra de Candor
pill-sample-kept = Solo para usted, no se guarda en ningún sitio

# What its buttons do, shown while the pointer is on one.
pill-pause = Pausar
pill-stop = Terminar
