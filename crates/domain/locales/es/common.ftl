# Words that the notice, the command line and the windows share.
# Names of categories, states and reasons end in the names that their JSON has.

language = Español

category-activity_counts = Recuentos de actividad
category-screenshots = Capturas de pantalla
category-webcam_stills = Fotos de la cámara web
category-work_notes = Notas de trabajo

# One sentence each, for lists and for the moment of asking.
category-activity_counts-short = Cuántas teclas, clics y pasos de rueda hay en cada minuto, nunca qué teclas.
category-screenshots-short = Imágenes de sus pantallas, tomadas de vez en cuando.
category-webcam_stills-short = Imágenes sueltas de su cámara web, tomadas de vez en cuando.
category-work_notes-short = Lo que usted quiera escribir sobre su trabajo.

requirement-off = no se recogen
requirement-optional = opcionales
requirement-required = imprescindibles

decision-granted = concedido
decision-declined = rechazado
decision-withdrawn = retirado
decision-none = sin decidir todavía

state-idle = sin registrar
state-running = registrando
state-paused = en pausa

reason-agent = usted lo pidió
reason-idle = un rato sin actividad
reason-screen_locked = la pantalla estaba bloqueada
reason-suspended = el equipo se suspendió
reason-working_hours = fuera del horario de trabajo
reason-indicator_lost = no se pudo mostrar el indicador
reason-sensor_lost = el proceso del sensor terminó por sí solo
reason-storage_full = no queda espacio para guardar nada
reason-consent_missing = ya no está concedido un tipo de información imprescindible
reason-crash = Candor terminó de forma inesperada

gap-deleted = eliminado antes del envío por la persona que trabaja
gap-declined = rechazado por la persona que trabaja
gap-withdrawn = retirado por la persona que trabaja
gap-paused = en pausa
gap-undecided = sin decidir todavía
gap-sensor_failed = el sensor no pudo entregarlo
gap-storage_full = no quedaba espacio para guardarlo

date = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year }

minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
