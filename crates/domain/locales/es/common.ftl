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
reason-suspended = el ordenador se suspendió
reason-working_hours = fuera del horario de trabajo
reason-indicator_lost = no se pudo mostrar el indicador
reason-sensor_lost = el proceso del sensor terminó por sí solo
reason-storage_full = no queda espacio para guardar nada
reason-consent_missing = ya no está concedido un tipo de información imprescindible
reason-crash = Candor terminó de forma inesperada

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

# Working hours, such as: Monday to Friday, 09:00 to 17:30.
working-hours = { $days }, de { $from } a { $to }
working-hours-none = a cualquier hora
weekday-mon = lunes
weekday-tue = martes
weekday-wed = miércoles
weekday-thu = jueves
weekday-fri = viernes
weekday-sat = sábado
weekday-sun = domingo
weekdays-all = todos los días
weekdays-range = de { $first } a { $last }
weekdays-more = { $days }, { $day }
weekdays-last = { $days } y { $day }

# What is different between two versions of a policy: sentences that stand on their own, and parts of them.
change-begun = { $category }: ahora se recogen ({ $requirement }); antes no se recogían.
change-ended = { $category }: ya no se recogen.
change-requirement = { $category }: { $new } en lugar de { $old }.
change-rate = { $category }: hasta { $new } por hora en lugar de { $old }.
change-kilobytes = { $category }: hasta { $new } kB cada vez en lugar de { $old } kB.
change-bytes = { $category }: hasta { $new } bytes cada vez en lugar de { $old } bytes.
change-announce = { $category }: { $new } en lugar de { $old }.
announced-none = ninguna notificación
announced-after = una notificación después de cada imagen
announced-before = una notificación { $seconds } segundos antes de cada imagen
change-purpose = { $category }: la finalidad, según { $client }, es ahora «{ $new }» en lugar de «{ $old }».
change-basis = { $category }: la base jurídica es ahora { $new } en lugar de { $old }.
basis-name-consent = su consentimiento (artículo 6, apartado 1, letra a), del RGPD)
basis-name-contract = un contrato con usted (artículo 6, apartado 1, letra b), del RGPD)
basis-name-legal_obligation = una obligación legal (artículo 6, apartado 1, letra c), del RGPD)
basis-name-legitimate_interests = un interés legítimo (artículo 6, apartado 1, letra f), del RGPD)
change-seen-too = { $category }: ahora visibles también para «{ $name }».
change-seen-less = { $category }: ya no visibles para «{ $name }».
change-seen-order = { $category }: visibles para las mismas personas que antes, en otro orden.
change-kept = { $category }: se guardan { $new ->
    [one] { $new } día
   *[other] { $new } días
} en lugar de { $old }.
change-location = { $category }: se guardan en «{ $new }» en lugar de «{ $old }».
change-declining = { $category }: para el caso de que diga que no, { $client } dice ahora «{ $new }» en lugar de «{ $old }».
# Where the difference can't be seen, such as a second space.
change-unseen = { $category }: «{ $label }» se lee igual que antes, pero se escribió de nuevo: «{ $new }».
change-review = Tiempo para mirarlo todo antes de que se envíe: { $new ->
    [one] { $new } minuto
   *[other] { $new } minutos
} en lugar de { $old }.
change-grace = Tiempo en que todavía puede eliminar una imagen al instante después del envío: { $new ->
    [one] { $new } hora
   *[other] { $new } horas
} en lugar de { $old }.
change-hours = Cuándo puede haber una sesión en marcha: { $new }. Antes: { $old }.

# Columns and words of an exported timesheet.
sheet-agent = Persona
sheet-project = Proyecto
sheet-day = Día
sheet-worked = Trabajado (horas:minutos)
sheet-minutes = Minutos trabajados
sheet-review = Revisión
review-approved = aprobado
review-questioned = en duda
