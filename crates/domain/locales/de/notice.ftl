# The notice: what a person reads before deciding. Not translated yet: the notice is in English until then.
