# Words that the pages of the desktop's window and of the portal share.

close = Schließen
cancel = Abbrechen
working = Einen Moment …
detail = Die genaue Meldung
toasts = Meldungen
seconds-left = { $left } s
try-again = Noch einmal versuchen
copy = Kopieren
copied = Kopiert.
save = Speichern
saved = Gespeichert

duration-seconds = { $seconds } s
duration-minutes = { $minutes } Min.
duration-hours = { $hours } Std. { $minutes } Min.
ago-now = gerade eben
ago-seconds = vor { $seconds } s
ago-minutes = vor { $minutes } Min.
ago-hours = vor { $hours } Std.
span = { $from } bis { $to }
bytes = { $value } Byte
kilobytes = { $value } kB
megabytes = { $value } MB

language-choose = Sprache
theme-system = System
theme-light = Hell
theme-dark = Dunkel

timeline-key-active = Aktivität in jeder Minute
timeline-key-capture = Bild
timeline-key-note = Notiz
timeline-key-pause = Pause
timeline-key-gap = Lücke
