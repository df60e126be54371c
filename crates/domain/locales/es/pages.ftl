# Words that the pages of the desktop's window and of the portal share.

close = Cerrar
cancel = Cancelar
working = Un momento …
detail = El mensaje exacto
toasts = Mensajes
seconds-left = { $left } s
try-again = Intentar de nuevo
copy = Copiar
copied = Copiado.
save = Guardar
saved = Guardado

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h { $minutes } min
ago-now = ahora mismo
ago-seconds = hace { $seconds } s
ago-minutes = hace { $minutes } min
ago-hours = hace { $hours } h
span = { $from } a { $to }
bytes = { $value } bytes
kilobytes = { $value } kB
megabytes = { $value } MB

language-choose = Idioma
theme-system = Sistema
theme-light = Claro
theme-dark = Oscuro

timeline-key-active = Actividad en cada minuto
timeline-key-capture = Imagen
timeline-key-note = Nota
timeline-key-pause = Pausa
timeline-key-gap = Hueco
