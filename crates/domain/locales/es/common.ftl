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
change-covered-begun = Las imágenes quedan cubiertas hasta que alguien pida verlas. Antes se veían enseguida.
change-covered-ended = Las imágenes se ven enseguida. Antes cada una quedaba cubierta hasta que alguien la pidiera.
change-reason-begun = Quien mire una imagen debe decir por qué. Antes no hacía falta.
change-reason-ended = Quien mire una imagen ya no tiene que decir por qué.

# Columns and words of an exported timesheet.
sheet-agent = Persona
sheet-project = Proyecto
sheet-day = Día
sheet-worked = Trabajado (horas:minutos)
sheet-minutes = Minutos trabajados
sheet-adjusted = Ajustado a mano (minutos)
sheet-reasons = Ajustado por, y por qué
sheet-review = Revisión
sheet-synthetic = Hecho por una prueba
sheet-yes = sí
sheet-by-hand = A mano
sheet-title = Hoja de horas
sheet-period = Del { $from } al { $to }, días en { $zone }
sheet-made = Hecha el { $day } a las { $time }. Horas y minutos tal como se registraron; un hueco no les quita nada.
sheet-sum = En total
sheet-page = Página { $page } de { $pages }
sheet-nothing = En este período no se trabajó nada.
review-approved = aprobado
review-questioned = en duda

# The page that explains an agent's export.
takeout-title = Lo que el servidor guarda sobre usted para { $client }
takeout-made = Para { $name }, hecho el { $at } (UTC).
takeout-counts = Registros: { $records }. Imágenes: { $captures }. Miradas a ellas: { $looks }. Recibos: { $receipts }.
takeout-files = Lo que hay en este archivo
takeout-profile = quién es usted para el cliente, sus dispositivos y lo que vale para cada tipo de datos
takeout-account = la cuenta con la que entra, con sus sesiones y llaves de acceso
takeout-records = todo lo que enviaron sus dispositivos: recuentos, imágenes, notas, huecos, sesiones. Donde algo se borró o venció su plazo, solo consta que estuvo
takeout-captures = las imágenes en WebP, tal como las tiene el servidor
takeout-ledgers = el registro de consentimientos de cada uno de sus dispositivos, una anotación firmada por línea, con el punto de control que el servidor firmó por última vez
takeout-receipts = sus decisiones como recibos de consentimiento (ISO/IEC TS 27560, DPV JSON-LD), nombrados por el SHA-256 de los que hizo su dispositivo
takeout-notices = los avisos sobre los que decidió, palabra por palabra
takeout-policies = lo que recoge cada proyecto, versión por versión
takeout-looks = quién miró qué imagen, cuándo, y por qué cuando lo dijo
takeout-reviews = lo que los miembros dijeron sobre su tiempo, lo que ajustaron a mano, y sus respuestas
takeout-log = lo que, según el registro de auditoría, hizo usted aquí
takeout-more = invitaciones, retiradas hechas en otro lugar, borrados anteriores a la llegada, alarmas de sus dispositivos
takeout-missing = Lo que no está
takeout-missing-device = Lo que solo está en su ordenador: lo que espera allí su revisión, y la clave. Eso lo exporta la ventana de Candor.
takeout-missing-deleted = El contenido de lo que se borró, por usted o porque venció su plazo. Aquí ya no está. Una copia de seguridad puede conservarlo un tiempo más: pregunte al cliente.
takeout-missing-secrets = Con lo que usted se identifica: contraseñas, códigos y claves se guardan de modo que nadie pueda leerlos.
takeout-missing-sums = Las sumas por hora y el curso de sus sesiones: ambas cosas se calculan con lo que hay aquí.
takeout-contact = Preguntas sobre sus datos: { $contact }, o por correo postal a { $address }. Puede reclamar ante: { $authority }.
