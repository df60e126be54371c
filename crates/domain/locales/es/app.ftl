# Words of the desktop window. Two implementations of Fluent read this file: keep to what both know.
# Names of categories, states and reasons are in common.ftl. Text that a client wrote is passed in as an argument and set in
# quotation marks or in a place of its own.

app-name = Candor

## The frame

window-title = { $screen } – Candor
window-title-recording = Registrando { $project } – Candor
screens = Secciones
screen-session = Sesión
screen-outbox = Salida
screen-data = Mis datos
screen-settings = Ajustes
screen-problems = Problemas
screen-join = Unirse
screen-outbox-count = { $count ->
    [one] { $count } elemento espera
   *[other] { $count } elementos esperan
}
screen-problems-count = { $count ->
    [one] { $count } problema
   *[other] { $count } problemas
}

state-idle-title = Sin registrar
state-running-title = Registrando
state-paused-title = En pausa
state-unknown-title = No se sabe

said-idle = No se registra nada.
said-running = Registrando para { $project }.
said-troubled = Registrando para { $project }, con un problema.
said-paused = En pausa. No se registra nada para { $project }.
said-unknown = No se sabe si se registra algo.

pause = Pausar
resume = Reanudar
stop = Detener

lost-title = No se sabe cómo está todo
lost-text = El motor no responde. Lo registrado está en este ordenador. Si el indicador está en su pantalla, el registro continúa; con sus botones puede pausarlo y detenerlo.
lost-gone-title = El motor ha terminado
lost-gone-text = Mientras no funcione, no se registra ni se envía nada. Lo registrado antes se conserva, cifrado, en este ordenador.
start-engine = Iniciarlo de nuevo

toast-stopped = { $waiting ->
    [0] Detenido tras { $worked }. Nada espera su revisión.
    [one] Detenido tras { $worked }. { $waiting } elemento espera su revisión.
   *[other] Detenido tras { $worked }. { $waiting } elementos esperan su revisión.
}

shortcuts = Teclado
shortcuts-text = Estas teclas sirven en toda esta ventana. Los atajos para todos los programas están en los ajustes.
shortcut-pause = Pausar o reanudar
shortcut-toggle = Detener, o ir a donde se empieza
shortcut-note = Escribir una nota
shortcut-screens = Ir a una sección
shortcut-close = Cerrar lo que está abierto
shortcut-help = Mostrar estas teclas
key-ctrl = Ctrl
key-shift = Mayús

## Errors: what happened, and what to do

error-usage = No se puede hacer así.
error-usage-todo = No se ha cambiado nada. Compruebe lo que ha escrito.
error-consent_missing = Falta su consentimiento para esto.
error-consent_missing-todo = No se registra nada. Lea primero el aviso y decida.
error-not_enrolled = Con este ordenador no se ha unido a ningún cliente.
error-not_enrolled-todo = No se ha cambiado nada. Abra la invitación que le envió el cliente.
error-unreachable = No se puede contactar con el servidor.
error-unreachable-todo = Lo registrado se conserva en este ordenador. Compruebe la conexión e inténtelo de nuevo.
error-server_refused = El servidor lo ha rechazado.
error-server_refused-todo = Lo registrado se conserva en este ordenador. El mensaje de abajo dice por qué.
error-invitation_unknown = El servidor no conoce esta invitación.
error-invitation_unknown-todo = No se ha cambiado nada. Copie de nuevo el enlace completo o pida una nueva al cliente.
error-invitation_used = Esta invitación ya se ha usado.
error-invitation_used-todo = No se ha cambiado nada. Pida una nueva al cliente.
error-invitation_expired = Esta invitación es demasiado antigua.
error-invitation_expired-todo = No se ha cambiado nada. Pida una nueva al cliente.
error-verification_failed = Algo no coincide con lo que se firmó.
error-verification_failed-todo = No se ha cambiado ni enviado nada. Guarde el mensaje de abajo y muéstreselo al cliente.
error-not_found = Esto no existe, o ya no.
error-not_found-todo = No se ha cambiado nada. Quizá se haya enviado o eliminado entretanto.
error-state = Ahora mismo no es posible.
error-state-todo = No se ha cambiado nada. El mensaje de abajo dice qué lo impide.
error-no_indicator = No se puede mostrar el indicador, así que no se registra nada.
error-no_indicator-todo = Candor nunca registra sin mostrarlo. El registro solo vuelve a empezar cuando usted lo inicia.
error-sensor_failed = Un sensor no pudo hacer su trabajo.
error-sensor_failed-todo = Lo registrado antes se conserva. En los problemas verá qué lo impide.
error-storage_full = No queda espacio en el disco.
error-storage_full-todo = Hasta que lo haya, no se registra nada. Lo registrado antes se conserva. Libere espacio e inténtelo de nuevo.
error-no_key = No se puede abrir la clave de sus datos.
error-no_key-todo = No se registra nada y no se ha perdido nada. Desbloquee el llavero o recupere el archivo de la clave, y vuelva a intentarlo.
error-engine_not_running = El motor no está en marcha.
error-engine_not_running-todo = No se registra nada. Inícielo de nuevo.
error-engine_silent = El motor no responde.
error-engine_silent-todo = No se sabe si se hizo. Espere un momento y vuelva a mirar.
error-engine_incompatible = El motor es de otra versión que esta ventana.
error-engine_incompatible-todo = Detenga el motor y abra Candor de nuevo.
error-internal = Algo ha fallado dentro de Candor.
error-internal-todo = Lo registrado antes se conserva. Inténtelo de nuevo; si sigue igual, comunique el mensaje de abajo.
error-shell_failed = La ventana no pudo preguntar al motor.
error-shell_failed-todo = No se sabe si se hizo. Cierre la ventana y ábrala de nuevo.

## Opening: the engine and its key

opening-asking = Buscando el motor …
opening-starting = Iniciando el motor …
opening-text = El motor es la parte de Candor que guarda su consentimiento, sus datos y la clave. No se registra nada hasta que inicie una sesión.
opening-failed = Candor no pudo iniciarse
passphrase = Frase de contraseña
unlock = Desbloquear
unlock-title = Desbloquee sus datos
unlock-text = Lo que Candor guarda en este ordenador está cifrado con una clave que abre su frase de contraseña.
unlock-wrong = Esa no es la frase de contraseña. No se ha cambiado nada.
unlock-forgotten = Sin la frase de contraseña nadie puede abrir lo que hay aquí, tampoco Candor. Lo que ya se envió lo tiene el cliente.
key-title = ¿Dónde se guarda la clave?
key-text = Todo lo que Candor guarda en este ordenador está cifrado. La clave suele estar en el llavero del sistema, pero aquí no lo hay o no responde. Sin clave no se registra nada. Elija una de estas opciones:
key-passphrase = Una frase de contraseña que usted recuerde
key-passphrase-text = Lo más seguro donde no hay llavero. Se le pedirá cada vez que Candor se inicie. Si la olvida, se pierde lo que hay aquí.
key-passphrase-choose = Elegir una frase de contraseña
key-passphrase-hint = { $shortest } caracteres o más. Cuatro o cinco palabras que no tengan nada que ver entre sí son una buena frase.
key-passphrase-use = Usar esta frase de contraseña
key-too-short = Necesita { $shortest } caracteres o más.
key-again = Otra vez
key-differs = Las dos no son iguales.
key-file = Un archivo que solo su cuenta pueda leer
key-file-text = No hay nada que recordar, pero quien pueda leer sus archivos o copie este disco tendrá también la clave. Adecuado donde todo el disco está cifrado.
key-file-choose = Elegir un archivo
key-file-path = Ruta del archivo
key-file-hint = Se crea si no existe. No puede estar en la carpeta de Candor.
key-file-use = Guardar la clave en este archivo
key-keychain = El llavero, después de todo
key-keychain-text = Si acaba de desbloquearlo o instalarlo.
key-keychain-use = Probar de nuevo con el llavero

## Joining a client

welcome-title = Un registro de trabajo que pregunta primero
welcome-text = Candor registra el trabajo para el proyecto de un cliente, pero solo lo que usted ha aceptado, y nunca en secreto.
welcome-asks = Pregunta primero
welcome-asks-text = Usted lee qué registraría un proyecto, para quién y por qué. A cada tipo dice sí o no por separado.
welcome-stops = Usted lo detiene al momento
welcome-stops-text = Mientras se registra algo, hay un pequeño indicador en su pantalla. Púlselo para pausar o detener. Nadie más puede iniciarlo.
welcome-shows = Usted lo ve antes de que se envíe
welcome-shows-text = Lo registrado espera en este ordenador el tiempo que diga el aviso. Mírelo, tache partes o elimínelo.
join-title = Unirse a un cliente
join-text = Cada cliente recibe una inscripción propia, con su propia clave. Ninguno sabe de los demás.
join-link = Invitación
join-link-hint = Pegue el enlace completo del mensaje del cliente.
join-look = Ver la invitación
join-look-text = Esto solo pregunta al servidor de quién es.
join-opened-title = Un enlace ha abierto Candor: una invitación de { $host }
join-opened-text = Todavía no se ha enviado nada. Si la esperaba, vea la invitación; le dirá de quién es.
join-malformed = Esta invitación no está completa. Copie de nuevo el enlace, con todo lo que sigue al signo #.
join-used = Esta invitación ya se ha usado
join-used-todo = Cada una sirve para un ordenador. Si fue usted, abra Candor allí; si no, dígaselo al cliente y pídale una nueva.
join-expired = Esta invitación es demasiado antigua
join-expired-todo = No se ha enviado nada más que la pregunta. Pida una nueva al cliente.
join-unknown = El servidor no conoce esta invitación
join-unknown-todo = Copie de nuevo el enlace completo. Si sigue sin conocerse, pida una nueva al cliente.
join-wrong = Este servidor no es el que dice ser
join-wrong-todo = No se le ha vinculado nada. No lo intente de nuevo antes de preguntar al cliente por otra vía que este enlace.
join-unreachable = No se puede contactar con { $host }
join-unreachable-todo = No se ha enviado nada. Compruebe la conexión y que el enlace nombre el servidor del cliente, e inténtelo de nuevo.
join-joined = Se ha unido a { $client }. Todavía no se registra nada.
invitation-from = Invitación de
invitation-server = Servidor
invitation-encrypted = Todo va cifrado por el camino.
invitation-local = Sin cifrar por el camino; se permite porque el servidor es este ordenador.
invitation-projects = { $count ->
    [one] Proyecto
   *[other] Proyectos
}
invitation-no-projects = Ninguno todavía
invitation-operator = Gestionado por
invitation-law = Según la ley de
invitation-expires = Válida hasta
invitation-means = Unirse crea en este ordenador una clave para { $client } y nada más. No registra nada: primero lee el aviso de cada proyecto y decide.
invitation-join = Unirse
invitation-leave = Ahora no
for-testing = de prueba

## The notice and the choices

screen-notice = Aviso
notice-language = Idioma del aviso
notice-print = Imprimir el aviso
notice-save = Guardar el aviso
notice-saved = El aviso está guardado.
notice-running = Hay una sesión abierta de este proyecto
notice-running-text = Lo que retire termina al momento. Se pueden hacer muestras cuando no hay ninguna sesión abierta.
notice-identity = A este texto se refieren sus decisiones. Su SHA-256:
notice-open = { $count ->
    [one] Queda { $count } decisión por tomar
   *[other] Quedan { $count } decisiones por tomar
}
notice-open-text = No se registra nada antes de que decida, y después solo aquello a lo que dijo que sí.
notice-next = Ir a la siguiente
notice-cannot = Así no se puede trabajar en este proyecto
notice-cannot-text = Necesita su sí a: { $categories }. No se registra nada. Puede cambiar de opinión cuando quiera.
notice-look-again = Verlo de nuevo
notice-ready = Todo está decidido
notice-ready-text = El registro empieza cuando usted inicia una sesión, no antes.
notice-work = Empezar a trabajar
notice-to-session = A la sesión

summary-title = En un minuto
summary-activity_counts = { $count ->
    [0] Cuántas teclas y clics. De momento, nada.
   *[other] Cuántas teclas y clics en cada minuto, nunca cuáles.
}
summary-screenshots = { $count ->
    [0] Imágenes de sus pantallas. De momento, ninguna.
    [one] Imágenes de sus pantallas, como mucho { $count } por hora.
   *[other] Imágenes de sus pantallas, como mucho { $count } por hora.
}
summary-webcam_stills = { $count ->
    [0] Imágenes sueltas de su cámara web. De momento, ninguna.
    [one] Imágenes sueltas de su cámara web, como mucho { $count } por hora.
   *[other] Imágenes sueltas de su cámara web, como mucho { $count } por hora.
}
summary-work_notes = Lo que usted escriba, cuando quiera.
summary-off = Este proyecto no los recoge.
summary-announced-before = Se le avisa { $seconds } segundos antes de cada una.
summary-announced-after = Se le avisa después de cada una.
summary-when = ¿Cuándo?
summary-when-text = Solo en el horario de trabajo: { $hours }. Fuera de él se pausa por sí solo.
summary-who = ¿Para quién?
summary-who-text = Para { $client }. { $operator } los guarda en su nombre.
summary-who-below = Lo dice el aviso de abajo.
summary-stop = ¿Cómo se detiene?
summary-stop-text = { $minutes ->
    [0] Pulse el indicador de su pantalla, en cualquier momento: pausar y detener actúan al instante. Lo que acepte aquí lo retira con una pulsación.
    [one] Pulse el indicador de su pantalla, en cualquier momento: pausar y detener actúan al instante. Lo registrado espera { $minutes } minuto para que pueda verlo o eliminarlo. Lo que acepte aquí lo retira con una pulsación.
   *[other] Pulse el indicador de su pantalla, en cualquier momento: pausar y detener actúan al instante. Lo registrado espera { $minutes } minutos para que pueda verlo o eliminarlo. Lo que acepte aquí lo retira con una pulsación.
}
summary-points = El aviso de abajo lo dice todo. Usted decide sobre sus palabras, no sobre estas.

changes-title = Qué ha cambiado desde que decidió
changes-text = Lo que pide más de lo que aceptó ha terminado y espera una nueva respuesta. Lo demás sigue como usted decidió.
changes-wider = Pide más
changes-not-wider = No más

requirement-badge-optional = Opcional
requirement-badge-required = Imprescindible
decide-group = Su decisión: { $category }
decide-yes = Sí, registrar esto
decide-no = No, no registrar esto
decide-required = Imprescindible: sin esto no se puede trabajar en este proyecto con Candor. Aun así puede decir que no; entonces no se registra nada de este tipo.
decide-widened = Esto pide más de lo que aceptó, así que ha terminado. Decida de nuevo.
decide-change = Decir que sí
decided-granted = Dijo que sí
decided-declined = Dijo que no
decided-withdrawn = Retiró su sí
decided-receipt = Recibo guardado
decided-required = No se registra nada de este tipo, y sin él no se puede trabajar en este proyecto.
withdraw = Retirar
withdrawn-outcome = { $count ->
    [0] El registro de este tipo ha terminado. Nada de ello espera en este ordenador.
    [one] El registro de este tipo ha terminado. { $count } elemento espera en este ordenador: en la salida decide si se envía; al cabo de un día se elimina.
   *[other] El registro de este tipo ha terminado. { $count } elementos esperan en este ordenador: en la salida decide si se envían; al cabo de un día se eliminan.
}

sample-see = Ver una muestra
sample-means-activity_counts = Cuenta durante unos segundos lo que hace, solo en este ordenador.
sample-means-screenshots = Toma una imagen de sus pantallas como se enviaría y se la muestra solo a usted.
sample-means-webcam_stills = Enciende la cámara para una sola imagen y se la muestra solo a usted.
sample-not-now = Se puede hacer una muestra cuando no hay ninguna sesión abierta.
sample-title = Muestra
sample-kept-nowhere = Hecha ahora mismo en este ordenador, no se guarda en ninguna parte. Desaparece sola.
sample-away = Quitarla
sample-missed = No se pudo hacer una muestra
sample-ended = La muestra terminó sin nada que mostrar
sample-ended-text = El dispositivo no dio nada a tiempo. No se ha guardado nada.
sample-asked = Primero se pone el indicador en su pantalla …
sample-shown-activity_counts = Contando …
sample-shown-screenshots = Tomando la imagen …
sample-shown-webcam_stills = Tomando la imagen …
sample-try = Escriba, haga clic o gire la rueda donde quiera: solo crecen los números.
sample-alt-screenshots = Muestra: una imagen de su pantalla { $number } tal como está ahora
sample-alt-webcam_stills = Muestra: una imagen de su cámara web tal como está ahora
sample-size = { $width } × { $height } píxeles.
sample-excluded = Lo que usted excluye está tachado.
count-keys = { $count ->
    [one] tecla
   *[other] teclas
}
count-clicks = { $count ->
    [one] clic
   *[other] clics
}
count-scroll = { $count ->
    [one] paso de rueda
   *[other] pasos de rueda
}
count-active_s = { $count ->
    [one] segundo activo
   *[other] segundos activos
}

## The session

session-text = Elija un proyecto y empiece. Hasta entonces no se registra nada.
session-open = La sesión
session-unknown = No se puede preguntar al motor, así que aquí no se afirma nada sobre él. En cuanto responda, esto cambia.
session-worked = de trabajo, desde las { $since }
session-synthetic = registros inventados, de prueba
start = Empezar
begin-read = Leer el aviso y decidir
begin-read-text = Usted todavía no ha decidido. Lea lo que registraría { $project } y elija. Hasta entonces no se puede registrar nada.
start-means = El indicador aparece en su pantalla; empieza el registro. Permanece ahí mientras se registre algo, y lo detiene. Se registrará:
start-nothing = Nada más que el tiempo: dijo que no a todo.
begin-none = Todavía no se ha unido a ningún cliente
begin-none-text = Con una invitación ve de quién es antes de unirse.
begin-join = Unirse con una invitación
begin-join-another = Unirse a otro cliente
begin-projects = Proyectos
begin-open = { $count ->
    [one] Queda { $count } decisión por tomar
   *[other] Quedan { $count } decisiones por tomar
}
begin-declined = No es posible con su no
begin-no-policy = Todavía no hay reglas publicadas

paused-by-you = Usted pausó
paused-by-itself = En pausa por sí solo: { $reason }
paused-text = No se registra nada, y el programa que registra no está en marcha. Solo usted reanuda.
paused-idle = Desde aquí no se registra nada; los minutos anteriores cuentan como trabajados. Solo usted reanuda.
paused-screen_locked = No se registra nada mientras la pantalla está bloqueada, ni después, hasta que usted reanude.
paused-suspended = No se registra nada. Solo usted reanuda.
paused-working_hours = El horario es el de sus ajustes. No se registra nada. Solo usted reanuda.
paused-indicator_lost = Candor nunca registra sin mostrarlo. No se ha perdido nada. Reanude para intentarlo de nuevo.
paused-sensor_lost = No se registra nada, y lo guardado se conserva. Reanude para iniciarlo de nuevo.
paused-storage_full = Lo guardado se conserva. Libere espacio y reanude.
paused-consent_missing = No se registra nada. Lea de nuevo el aviso si quiere continuar.
paused-crash = Lo guardado se conserva. Solo usted reanuda.
paused-agent = No se registra nada, y el programa que registra no está en marcha. Solo usted reanuda.

recorded-title = Lo que se registra ahora mismo
recorded-choices = Aviso y decisiones
recorded-on = Registrando
recorded-notes = Cuando escriba una
recorded-trouble = Problema
recorded-paused = En pausa
recorded-declined = Dijo que no
recorded-withdrawn = Retiró su sí
recorded-undecided = Sin decidir
recorded-widened = Pide más; ha terminado
recorded-last = verificado { $ago }
recorded-none = nada todavía
count-captures = { $count ->
    [one] imagen
   *[other] imágenes
}
count-notes = { $count ->
    [one] nota
   *[other] notas
}

notes-title = Notas
notes-text = Lo que escriba aquí espera en la salida como todo lo demás.
notes-label = Una nota sobre su trabajo
notes-placeholder = ¿En qué está trabajando?
notes-paused = Reanude para escribir una nota.
notes-add = Añadir nota
notes-no = No dijo que sí a las notas de trabajo, así que aquí no hay nada que escribir.
notes-decide = Aviso y decisiones

health-troubles = { $count ->
    [one] Algo no va bien
   *[other] { $count } cosas no van bien
}
health-show = Qué hacer

today = Hoy
today-worked = { $worked } de trabajo
today-empty = Hoy todavía nada
today-empty-text = Aquí aparecen los minutos de actividad, las imágenes, las notas, las pausas y los huecos.
timeline-name = { $worked } de trabajo. Imágenes: { $captures }. Notas: { $notes }. Pausas: { $pauses }. Huecos: { $gaps }.
timeline-list = Pausas y huecos
timeline-paused = En pausa
timeline-paused-why = En pausa: { $reason }
timeline-gap = { $category }: { $reason }

## Problems

problems-text = Qué pasó, qué está a salvo y qué puede hacer. Nada de esto cuesta tiempo trabajado.
problems-none = Todo funciona
problems-none-text = Lo previsto está verificado y en el disco. Si algo falla, aquí dice qué está a salvo y qué hacer.
problem-what = Qué pasó
problem-safe = Qué está a salvo
problem-todo = Qué hacer
problem-unknown = Esta versión de la ventana no tiene más palabras para ello. Lo guardado se conserva. El código es
problem-synced = { $requeued ->
    [0] Enviados: { $sent }.
   *[other] Enviados: { $sent }. Puestos de nuevo en camino: { $requeued }.
}
remedy-accept_restored = Enviar de nuevo lo que perdió el servidor
remedy-outbox = Ir a la salida
remedy-sync = Intentar enviar ahora
remedy-session = Ir a la sesión
remedy-notice = Ir a los proyectos
remedy-settings = Ir a los ajustes
trouble-of = { $category }: { $title }

trouble-unsupported = Este sistema no ofrece forma de registrarlo
trouble-unsupported-what = El escritorio no deja que los programas lo capturen. En Wayland, eso vale para imágenes de otras ventanas y para contar en ellas.
trouble-unsupported-safe = Lo demás se registra como se acordó. Donde falta hay una marca de hueco; su tiempo cuenta.
trouble-unsupported-todo = Inicie una sesión X11 en lugar de Wayland si su sistema la ofrece, o diga al cliente que este ordenador no puede registrarlo.
trouble-permission_denied = El sistema se lo niega a Candor
trouble-permission_denied-what = El sistema operativo pide antes su permiso, y no se ha dado o se ha retirado.
trouble-permission_denied-safe = Sin él no se capturó nada. Donde falta hay una marca de hueco; su tiempo cuenta.
trouble-permission_denied-todo = En un Mac: Ajustes del Sistema, Privacidad y seguridad, y después Grabación de pantalla para las capturas, Monitorización de entrada para los recuentos o Cámara para las fotos; active Candor. En Windows: Configuración, Privacidad y seguridad, Cámara. En Linux: su cuenta necesita acceso a la cámara. Después reanude.
trouble-no_device = No existe ese dispositivo
trouble-no_device-what = No se encontró cámara o pantalla cuando hacía falta.
trouble-no_device-safe = Lo demás se registra como se acordó. Donde falta hay una marca de hueco.
trouble-no_device-todo = Conéctelo o elija otro en los ajustes.
trouble-busy = Otro programa usa el dispositivo
trouble-busy-what = Otro programa, como una llamada, tenía la cámara cuando tocaba una foto.
trouble-busy-safe = No se tomó nada de ese programa. Donde falta la foto hay una marca de hueco.
trouble-busy-todo = Nada, si está en una llamada: se intentará de nuevo cuando toque la siguiente.
trouble-unplugged = El dispositivo se desconectó
trouble-unplugged-what = Antes estaba y ahora no.
trouble-unplugged-safe = Lo guardado antes se conserva. Donde faltan elementos hay marcas de hueco.
trouble-unplugged-todo = Conéctelo de nuevo o elija otro en los ajustes.
trouble-stalled = El dispositivo no responde
trouble-stalled-what = Se le pidió un elemento y no lo dio a tiempo.
trouble-stalled-safe = Lo guardado antes se conserva. Donde falta el elemento hay una marca de hueco.
trouble-stalled-todo = Se intentará de nuevo cuando toque el siguiente. Si sigue igual, conéctelo de nuevo.
trouble-grab_failed = No se pudo tomar la imagen
trouble-grab_failed-what = Falló la captura del propio sistema.
trouble-grab_failed-safe = No se guardó nada a medias. En su lugar hay una marca de hueco.
trouble-grab_failed-todo = Se intentará de nuevo cuando toque la siguiente. Si sigue igual, comunique el mensaje de abajo.
trouble-encode_failed = No se pudo codificar la imagen
trouble-encode_failed-what = Se tomó, pero no se pudo hacer de ella un archivo.
trouble-encode_failed-safe = No se guardó nada a medias. En su lugar hay una marca de hueco.
trouble-encode_failed-todo = Se intentará de nuevo cuando toque la siguiente. Si sigue igual, comunique el mensaje de abajo.
trouble-too_large = La imagen es mayor de lo que permiten las reglas
trouble-too_large-what = Ninguna codificación la hizo tan pequeña como promete el aviso.
trouble-too_large-safe = Se descartó. En su lugar hay una marca de hueco.
trouble-too_large-todo = Ayudan menos monitores o más pequeños; los elige en los ajustes. O dígaselo al cliente.
trouble-interrupted = El registro terminó antes de completarse
trouble-interrupted-what = Una pausa, una detención o el fin del sensor se interpuso.
trouble-interrupted-safe = No se guardó nada a medias. En su lugar hay una marca de hueco.
trouble-interrupted-todo = Nada. Se registrará de nuevo cuando continúe.
trouble-window_list_failed = No se sabe qué ventanas están abiertas
trouble-window_list_failed-what = Usted excluye ventanas de las capturas, y el sistema no dijo dónde están.
trouble-window_list_failed-safe = No se tomó ninguna imagen, así que no se vio nada de lo que excluye. En su lugar hay una marca de hueco.
trouble-window_list_failed-todo = Se intentará de nuevo cuando toque la siguiente. Si sigue igual, comunique el mensaje de abajo.
trouble-black_frame = La última imagen es negra
trouble-black_frame-what = La pantalla estaba apagada, el sistema ocultó su contenido o la cámara estaba tapada.
trouble-black_frame-safe = Lo tomado está en la salida como todo lo demás. Allí puede eliminarlo.
trouble-black_frame-todo = Nada, si así lo quiso. Si no, destape la cámara o dé a Candor permiso para capturar la pantalla.
trouble-overdue = Un elemento se retrasa
trouble-overdue-what = Tocaba uno y no ha llegado.
trouble-overdue-safe = Lo guardado antes se conserva, y su tiempo cuenta.
trouble-overdue-todo = Si no llega por sí solo, pause y reanude.
trouble-storage_full = El disco está lleno
trouble-storage_full-what = No quedaba espacio para guardar nada, así que el registro se pausó.
trouble-storage_full-safe = Lo guardado se conserva y todavía puede enviarse.
trouble-storage_full-todo = Libere espacio y reanude.
trouble-store_failed = No se pudo guardar
trouble-store_failed-what = El disco rechazó algo, así que el registro se pausó.
trouble-store_failed-safe = Lo guardado antes se conserva.
trouble-store_failed-todo = Compruebe que el disco está y admite escritura, y reanude.
trouble-indicator_lost = No se puede mostrar el indicador
trouble-indicator_lost-what = Se ocultó o se tapó, o la pantalla desapareció, así que el registro terminó al momento.
trouble-indicator_lost-safe = Sin él no se registró nada. Lo guardado se conserva.
trouble-indicator_lost-todo = Hágale sitio en la pantalla y reanude. Candor nunca registra sin él.
trouble-sensor_lost = El proceso que registra ha terminado
trouble-sensor_lost-what = Terminó por sí solo o lo terminó otro programa.
trouble-sensor_lost-safe = No se registra nada, y lo guardado se conserva.
trouble-sensor_lost-todo = Reanude para iniciarlo de nuevo. Si sigue terminando, comunique el mensaje de abajo.
trouble-server_unreachable = No se puede contactar con el servidor
trouble-server_unreachable-what = No hay conexión, o el servidor del cliente no funciona.
trouble-server_unreachable-safe = El registro continúa, y lo que espera su envío se conserva, cifrado, en este ordenador. Nada se envía dos veces.
trouble-server_unreachable-todo = Nada. Se envía en cuanto el servidor responda.
trouble-server_refused = El servidor rechaza lo que se envía
trouble-server_refused-what = Responde, pero ahora no acepta nada de este ordenador.
trouble-server_refused-safe = El registro continúa, y lo que espera su envío se conserva, cifrado, en este ordenador.
trouble-server_refused-todo = Se intenta de nuevo por sí solo. Si sigue igual, muestre al cliente el mensaje de abajo.
trouble-server_forgot = El servidor ha perdido lo que había confirmado
trouble-server_forgot-what = Parece haber vuelto a un estado anterior, como una copia de seguridad.
trouble-server_forgot-safe = Su registro firmado sigue probando lo acordado y lo enviado. Lo que sigue aquí se puede enviar de nuevo; lo que eliminó o retiró entretanto, no.
trouble-server_forgot-todo = Pregunte al cliente si se restauró el servidor. Si es así, envíe de nuevo lo que perdió.
trouble-notice_mismatch = Un aviso no dice lo que dicen sus reglas
trouble-notice_mismatch-what = El servidor envió un aviso cuyas palabras difieren de las condiciones con las que se registraría.
trouble-notice_mismatch-safe = Candor no lo aceptó. Con él no se registra nada.
trouble-notice_mismatch-todo = No acepte nada por otra vía. Dígaselo al cliente y muéstrele el mensaje de abajo.
trouble-policy_refused = Se rechazaron unas reglas
trouble-policy_refused-what = El servidor envió condiciones que esta versión de Candor no acepta.
trouble-policy_refused-safe = Lo que aceptó antes sigue valiendo, y no se registra nada más.
trouble-policy_refused-todo = Busque una versión nueva de Candor o dígaselo al cliente.
trouble-quarantined = El servidor rechazó algunos elementos
trouble-quarantined-what = Se enviaron y no se aceptaron.
trouble-quarantined-safe = Se conservan en este ordenador, y su tiempo cuenta.
trouble-quarantined-todo = En la salida verá por qué. Inténtelo de nuevo o elimínelos.
trouble-deletion_refused = Se rechazó una eliminación
trouble-deletion_refused-what = Pidió al servidor del cliente que eliminara algo ya enviado, y se negó.
trouble-deletion_refused-safe = Lo que había en este ordenador está eliminado, como pidió.
trouble-deletion_refused-todo = Pida al cliente que lo borre; el aviso dice cómo contactar con él.
trouble-erasure_request_needed = Es tarde para eliminarlo al momento
trouble-erasure_request_needed-what = Ha pasado el tiempo en que lo enviado se puede eliminar sin pedirlo.
trouble-erasure_request_needed-safe = En este ordenador ya no queda nada de ello. El cliente todavía lo tiene.
trouble-erasure_request_needed-todo = Pida al cliente que lo borre; el aviso dice cómo contactar con él.
trouble-clock_wrong = El reloj va mal
trouble-clock_wrong-what = La hora de este ordenador y la del servidor difieren más de lo debido.
trouble-clock_wrong-safe = El registro continúa; el orden de lo registrado no depende del reloj.
trouble-clock_wrong-todo = Ponga el reloj del ordenador en su zona horaria y deje que siga la hora de la red.
trouble-shortcut_taken = Otro programa tiene el atajo
trouble-shortcut_taken-what = Las teclas que eligió para pausar o detener pertenecen a otro programa.
trouble-shortcut_taken-safe = El indicador, la bandeja y esta ventana pausan y detienen como antes.
trouble-shortcut_taken-todo = Elija otras teclas en los ajustes.

## Items, wherever they are shown

item-screenshot = Captura de pantalla
item-screenshot-of = Captura del monitor { $monitor }
item-still = Foto de la cámara
item-counts = Recuentos de actividad
item-counts-of = Recuentos, { $minutes } min
item-note = Nota de trabajo
item-gap = Hueco: { $category }
item-gap-unnamed = Hueco
gap-deleted = eliminado por usted antes del envío
gap-declined = rechazado por usted
gap-withdrawn = retirado por usted
gap-paused = en pausa
gap-undecided = sin decidir todavía
gap-sensor_failed = el sensor no pudo entregarlo
gap-storage_full = no quedaba espacio para guardarlo
missing-deleted = Usted eliminó algo antes del envío
missing-declined = Sin registrar: dijo que no
missing-withdrawn = Sin registrar: retiró su sí
missing-paused = En pausa
missing-undecided = Sin registrar: no ha decidido
missing-sensor_failed = Algo no se pudo registrar
missing-storage_full = No quedaba espacio para guardar algo
item-session = Resumen de la sesión
item-size = { $width } × { $height }, { $bytes }
item-blacked = con partes tachadas
item-counted = { $keys } teclas, { $clicks } clics, { $scroll } pasos de rueda, { $active } s de actividad
item-counted-brief = { $keys } teclas
item-monitor = monitor { $monitor }
item-worked = { $worked } de trabajo
item-gone = Ya no está en este ordenador
finding-black = todo negro
finding-blank = todo de un color
finding-unchanged = igual que la anterior
delete = Eliminar
undo = Deshacer
send-now = Enviar ya
exact = Qué se envía exactamente
exact-size = Tamaño
exact-bytes = bytes
exact-same = La imagen que ve tiene este hash: son exactamente estos bytes.
exact-differs = La imagen que ve tiene otro hash. No se fíe de ella y mire los problemas.

## Outbox

outbox-text = Todo lo registrado espera primero aquí. Mírelo, tache partes o elimínelo.
outbox-empty = No hay nada esperando
outbox-empty-text = Durante una sesión, cada elemento llega aquí antes de enviarse y se queda el tiempo que dice el aviso. Puede mirarlo, tachar partes de una imagen, eliminarlo o enviarlo antes.
outbox-list = Lo que espera
outbox-strip = Imágenes que esperan
outbox-back = Volver a la lista
outbox-previous = El anterior
outbox-next = El siguiente
outbox-review = { $count ->
    [0] No queda nada por revisar
    [one] { $count } elemento por revisar
   *[other] { $count } elementos por revisar
}
outbox-group-choice = { $count ->
    [one] Retirado: necesita su decisión
   *[other] Retirado: { $count } necesitan su decisión
}
outbox-group-refused = Rechazado por el servidor ({ $count })
outbox-group-leaving = En camino ({ $count })
outbox-group-hour = De { $from } a { $to }
outbox-deleted = { $count ->
    [one] Eliminado. Ya no se puede enviar.
   *[other] { $count } elementos eliminados. Ya no se pueden enviar.
}
outbox-delete-asked = { $count ->
    [one] Ya se había enviado. Se pide al servidor que lo elimine.
   *[other] { $count } ya se habían enviado. Se pide al servidor que los elimine.
}
outbox-released = { $count ->
    [one] Está en camino.
   *[other] { $count } elementos están en camino.
}
filter-kind = Tipo
filter-state = Estado
filter-all-kinds = Todos los tipos
filter-other = Huecos y resúmenes
filter-all = Todos los estados
filter-held = En revisión
filter-choice = Necesita decisión
filter-deleting = Eliminándose
filter-leaving = En camino
filter-none = No espera nada de este tipo
filter-clear = Mostrar todo
selection = Lo seleccionado
selected = { $count } seleccionados
select-all = Seleccionar todo
unselect = Quitar la selección
wait-held = sale en { $left }
wait-held-text = Se envía en { $left } si no hace nada. El tiempo se detiene mientras el ordenador duerme.
wait-due = próximo envío
wait-due-text = Su tiempo de revisión ha terminado. Sale con el próximo envío.
wait-frozen = quedan { $left }
wait-frozen-text = Se registró antes, con su consentimiento. Solo se envía si usted lo dice, y se elimina el { $until }.
wait-deleting = deshacer: { $seconds } s
wait-deleting-text = { $seconds ->
    [one] Nada lo envía. Durante { $seconds } segundo más puede recuperarlo; después desaparece y en su lugar queda un hueco sin contenido. Su tiempo de trabajo se conserva.
   *[other] Nada lo envía. Durante { $seconds } segundos más puede recuperarlo; después desaparece y en su lugar queda un hueco sin contenido. Su tiempo de trabajo se conserva.
}
wait-claimed = en camino
wait-claimed-text = En camino hacia el cliente. Si lo elimina ahora, se pide también al servidor que lo elimine.
wait-quarantined = rechazado
wait-quarantined-text = El servidor lo rechazó.
frozen-title = Usted retiró esto: { $category }
frozen-send = Enviarlo de todos modos
frozen-delete = Eliminarlo
refused-title = El servidor rechazó esto
refused-text = Se guarda aquí y nada lo envía por sí solo. Inténtelo de nuevo o elimínelo.
refused-why = Lo que dijo el servidor
deleting-title = Eliminado
black-out = Tachar
black-out-how = Arrastre sobre lo que nadie debe ver. Con el teclado: añada un rectángulo, muévalo con las flechas y cambie su tamaño con Mayús.
black-out-add = Añadir un rectángulo
black-out-apply = { $count ->
    [0] Tachar
    [one] Tachar { $count } parte para siempre
   *[other] Tachar { $count } partes para siempre
}
blacked-title = Tachado
blacked-text = La imagen como era ya no existe, tampoco aquí. Solo queda esta, y solo esta se puede enviar.
viewer-picture = Imagen
viewer-alt = La imagen tal como se enviaría
viewer-fit = Ajustar
viewer-smaller = Más pequeña
viewer-larger = Más grande
viewer-zoom = { $share } %
viewer-rect = Rectángulo { $number } de { $count }: a { $x } de la izquierda, a { $y } de arriba, { $w } de ancho, { $h } de alto
counts-explained = Totales de cada minuto. Qué teclas fueron no lo sabe nadie.
counts-minute = Minuto
counts-keys = Teclas
counts-clicks = Clics
counts-scroll = Rueda
counts-pointer = Puntero, px
counts-active = Actividad
counts-seconds = { $seconds } s
counts-delete = Eliminar los recuentos de { $time }
gap-explained = Dice que falta algo, cuándo y por qué. No tiene contenido, y su tiempo de trabajo cuenta igual.
summary-explained = Cuándo empezó y terminó la sesión y cuánto trabajó en ella. Nada más.

## My data

data-text = Qué se registró, quién lo miró y qué se acordó. Todo se puede comprobar y llevar.
data-history = Historial
data-looks = Quién miró
data-ledger = Registro
data-consents = Consentimientos
data-take = Llevar o eliminar
more = Mostrar más
saved-file = Guardado.
in-quotes = «{ $text }»
history-empty = Aún no hay días
history-empty-text = Cada día en que trabaje aparecerá aquí, con lo que se registró, lo que falta y por qué.
history-days = Días
history-day = { $day }, { $worked } de trabajo
history-zone = Zona horaria: { $zone }
history-now = ahora
history-none = Este día no empezó ninguna sesión.
history-everything = Todo, uno por uno ({ $count })
history-counts = { $count ->
    [one] Y los recuentos de { $count } minuto
   *[other] Y los recuentos de { $count } minutos
}
event-started = Iniciada
event-paused = En pausa
event-paused-because = En pausa: { $reason }
event-resumed = Reanudada
event-resumed-because = Reanudada: { $reason }
event-stopped = Terminada
event-stopped-because = Terminada: { $reason }
place-here = en este ordenador
place-leaving = en camino
place-sent = enviado
place-deleted = eliminado
place-refused = rechazado
place-count-here = { $count } en este ordenador
place-count-leaving = { $count } en camino
place-count-sent = { $count } enviados
place-count-deleted = { $count } eliminados
place-count-refused = { $count } rechazados
looks-text = El servidor anota a quien abre una imagen suya en un cliente, y usted lo ve aquí.
looks-empty = Nadie ha mirado todavía
looks-empty-text = Según los servidores, no se ha abierto ninguna imagen suya.
looks-none-known = No consta que nadie haya mirado
looks-none-known-text = Quienes respondieron no indican nada. Qué dirían los demás no se sabe.
looks-unreached = No todos respondieron
looks-unreached-text = No se pudo preguntar ahora a estos clientes, así que puede faltar algo: { $clients }.
looks-role = { $role } en { $client }
looks-capture = abrió una imagen del { $at }
ledger-text = Un registro firmado en este ordenador: qué se le mostró, qué decidió y qué ocurrió. Nada en él se puede cambiar ni quitar sin que se note. No tiene contenido.
ledger-of = Cliente
ledger-count = { $size ->
    [one] { $size } entrada, { $cosigned } de ellas refrendadas por el servidor
   *[other] { $size } entradas, { $cosigned } de ellas refrendadas por el servidor
}
ledger-older = Entradas anteriores
ledger-unsigned = aún sin refrendar
entry-enrolled = Este ordenador se unió al cliente.
entry-notice = Se le mostró el aviso de { $project }.
entry-granted = Usted concedió { $category } a { $project }.
entry-declined = Usted rechazó { $category } para { $project }.
entry-withdrawn = Usted retiró { $category } de { $project }.
entry-started = Empezó una sesión de { $project }.
entry-started-because = Empezó una sesión de { $project }: { $reason }.
entry-paused = La sesión de { $project } quedó en pausa.
entry-paused-because = La sesión de { $project } quedó en pausa: { $reason }.
entry-resumed = La sesión de { $project } continuó.
entry-resumed-because = La sesión de { $project } continuó: { $reason }.
entry-stopped = La sesión de { $project } terminó.
entry-stopped-because = La sesión de { $project } terminó: { $reason }.
entry-records = { $count ->
    [one] { $count } registro quedó listo para enviarse.
   *[other] { $count } registros quedaron listos para enviarse.
}
entry-deletion = { $count ->
    [one] Usted eliminó { $count } elemento de { $project } ({ $category }).
   *[other] Usted eliminó { $count } elementos de { $project } ({ $category }).
}
entry-deletion-withdrawn = { $count ->
    [one] { $count } elemento de { $project } ({ $category }) se eliminó tras su retirada.
   *[other] { $count } elementos de { $project } ({ $category }) se eliminaron tras su retirada.
}
entry-redaction = Usted tachó una parte de una imagen de { $project }.
entry-wipe = Se eliminó todo en este ordenador menos este registro.
entry-unknown = Una entrada de un tipo que esta versión no conoce: { $kind }.
verify = Comprobar
verify-title = Comprobarlo todo
verify-text = Vuelve a calcular cada hash y cada firma de este ordenador. No se envía nada ni hace falta fiarse de nadie.
verify-good = Todo es correcto
verify-failed = Algo no es correcto
verify-failed-text = Algo de lo guardado aquí fue cambiado, dañado u omitido. No elimine nada. Guarde el mensaje de abajo y pida ayuda.
verify-ledgers = Registros:
verify-ledgers-text = uno por cada cliente al que se unió con este ordenador.
verify-entries = Entradas:
verify-entries-text = en orden, sin cambios y firmadas con la clave de este ordenador.
verify-records = Datos enviados:
verify-records-text = lo enviado es lo que dice el registro, y su consentimiento lo cubre.
verify-captures = Imágenes:
verify-captures-text = los bytes de aquí son los que se registraron.
verify-receipts = Recibos:
verify-receipts-text = cada uno concuerda con la decisión y el aviso que nombra.
verify-cosigned = Entradas refrendadas:
verify-cosigned-text = los servidores las han firmado y no pueden negarlas.
receipt = Recibo
receipt-title = Recibo
receipt-when = Cuándo
receipt-client = Cliente
receipt-purpose = Finalidad
receipt-seen = Quién lo ve
receipt-where = Dónde
receipt-kept = Cuánto tiempo
receipt-document = El documento (JSON-LD), para otros programas
consents-text = Lo que ha aceptado en cada proyecto. Retirarlo es un solo clic; el registro de ese tipo termina al instante.
consents-empty = No se ha unido a ningún cliente
consents-empty-text = No hay nada acordado ni se puede registrar nada.
consents-notice = Leer el aviso
consents-since = desde { $at }
consent-granted = concedido
consent-declined = rechazado
consent-withdrawn = retirado
consent-undecided = sin decidir
consent-widened = pide más
withdraw-of = Retirar { $category } de { $project }
withdrawn-title = Retirado: { $category }
withdrawn-text = Ya no se registra nada de este tipo.
withdrawn-required = Sin ello no se puede trabajar en este proyecto.
withdrawn-frozen = { $count ->
    [0] No había nada esperando aquí. Lo enviado antes está en poder del cliente.
    [one] { $count } elemento espera su decisión en la bandeja y se elimina en un día. Lo enviado antes está en poder del cliente.
   *[other] { $count } elementos esperan su decisión en la bandeja y se eliminan en un día. Lo enviado antes está en poder del cliente.
}
leave = Dejar
leave-title = ¿Dejar { $client }?
leave-withdraws = Se retira todo lo que concedió. Termina la sesión en curso para este cliente.
leave-waiting = Lo que espera en la bandeja no se envía. Se elimina por sí solo en un día.
leave-holds = Lo enviado sigue en { $client } hasta que venza su plazo. Para que lo borren antes, escriba a { $contact }.
leave-ledger = El registro y sus recibos se quedan en este ordenador para que pueda probar lo acordado.
leave-again = Para volver a trabajar con este cliente necesita una invitación nueva.
leave-do = Dejar
left-title = Ha dejado { $client }
left-held = { $count ->
    [0] No tiene datos suyos.
    [one] Tiene { $count } registro suyo.
   *[other] Tiene { $count } registros suyos.
}
left-told = El servidor lo sabe.
left-untold = No se pudo contactar con el servidor; se le dirá en cuanto se pueda.
export-title = Llevárselo todo
export-text = Un archivo con todo lo que hay aquí sobre usted: datos, imágenes, avisos, recibos y registros.
export = Exportar
export-progress = { $done } de { $total }
export-done = Exportado
export-done-text = { $records } registros y { $captures } imágenes, { $bytes }.
export-care = El archivo no está cifrado. Cualquiera puede comprobarlo con «candor verify», y quien lo tenga puede leerlo.
wipe-title = Eliminar todo en este ordenador
wipe-text = Termina todas las inscripciones y elimina lo guardado aquí. No toca lo que los clientes ya tienen.
wipe = Eliminar …
wipe-ask = ¿Eliminar todo lo que hay aquí?
wipe-lost = Se pierde para siempre: todo lo que espera, las imágenes y los datos guardados aquí, las claves de las inscripciones de este ordenador. Lo no enviado ya no se podrá enviar.
wipe-kept = Se conserva: los registros, cada uno con la nota final de que usted lo eliminó todo. Lo enviado sigue en poder de los clientes; para que lo borren, pídaselo.
wipe-running = Hay una sesión abierta. Termina primero.
wipe-word = eliminar
wipe-type = Escriba «{ $word }» para continuar
wipe-do = Eliminar todo
wiped-title = Todo lo de aquí está eliminado
wiped-text = Desaparecieron { $items } elementos. Se conservan { $ledgers } registros. Para volver a trabajar necesita una invitación nueva.

## Settings

settings-text = Cada uno solo puede reducir lo que se registra. Los cambios se guardan al momento.
settings-pictures = Imágenes
settings-pausing = Pausas automáticas
settings-pausing-text = La sesión también se pausa al bloquear la pantalla o dormir el ordenador. Solo usted la reanuda.
settings-keys = Atajos en cualquier programa
settings-keys-text = Funcionan con otro programa delante. Pausan y terminan; nada empieza con un atajo.
settings-computer = Este ordenador
settings-safety = Seguridad e información
set-exclusions = Ventanas excluidas
set-exclusions-text = Se tachan en las capturas antes de guardar la imagen. No las ve nadie, tampoco usted.
set-private = Ventanas privadas
set-private-text = También se tachan las ventanas privadas de los navegadores que se puedan reconocer.
exclusion-add = Excluir una ventana
exclusion-pick-text = Esta lista se hace ahora y no se guarda. Solo se anota lo que elija.
exclusion-open = Abiertas ahora
exclusion-again = Mirar otra vez
exclusion-none = Aquí no se pueden listar las ventanas abiertas. Nombre una abajo.
exclusion-take = Excluir
exclusion-take-of = Excluir { $application }
exclusion-taken = Excluida
exclusion-own = Por nombre
exclusion-application = Programa
exclusion-window = Título de la ventana
exclusion-star = * vale por cualquier cosa. Si indica ambos, deben coincidir los dos.
exclusion-own-add = Excluir estas
exclusion-app = Todas las ventanas de { $application }
exclusion-title = Ventanas con el título «{ $title }»
exclusion-both = { $application }: «{ $title }»
exclusion-remove = Volver a mostrar: { $name }
monitors = Monitores
monitors-text = Las capturas se hacen solo de los que están activados.
monitors-none = Aquí no se pueden listar los monitores.
monitor-main = principal
monitor-on = se captura
monitor-off = nunca se captura
camera = Cámara
camera-text = Para las fotos de la cámara, si un proyecto las pide y usted las concedió.
camera-first = La primera del sistema
camera-try = Probar
camera-try-text = Hace una foto, la muestra aquí y no la guarda.
camera-seen = Lo que ve la cámara
set-tell = Avisarme de cada captura
set-tell-text = Una notificación con cada imagen, aunque la política no la pida.
set-idle = Cuando no hace nada
set-idle-text = Donde se cuenta la actividad, la sesión se pausa tras este tiempo sin ella.
idle-after = { $minutes ->
    [one] tras { $minutes } minuto
   *[other] tras { $minutes } minutos
}
idle-never = nunca
set-hours = Horario de trabajo
set-hours-text = Fuera de él la sesión se pausa y no se registra nada.
hours-days = Días
hours-from = Desde
hours-to = Hasta
hours-wrong = Debe terminar después de empezar.
hours-unread = Escríbalo como { $example }.
shortcut-record = Definir
shortcut-change = Cambiar
shortcut-press = Pulse las teclas …
shortcut-may-be = Una letra, una cifra o F1 a F24, junto con Ctrl, Alt o Super.
shortcut-why-key = Esta tecla no sirve. Use una letra de la A a la Z, una cifra o F1 a F24.
shortcut-why-modifier = Mantenga pulsada Ctrl, Alt o Super; si no, perdería una tecla con la que escribe.
shortcut-why-taken = Estas teclas ya sirven para esto: { $label }
shortcut-record-of = Definir el atajo: { $label }
shortcut-remove-of = Quitar el atajo: { $label }
set-theme = Aspecto
set-language-text = También del indicador, la bandeja y las notificaciones.
set-autostart = Iniciar con el ordenador
set-autostart-text = Candor queda listo y no registra nada hasta que usted empieza una sesión.
set-upload = Velocidad de envío
set-upload-text = Le deja el resto de su conexión.
upload-free = tan rápido como se pueda
upload-most = { $rate } KiB por segundo como máximo
set-key = La clave de sus datos
set-key-keychain = Está en el llavero del sistema. Lo guardado aquí está cifrado con ella.
set-key-passphrase = La abre su contraseña. Se le pide cada vez que Candor se inicia.
set-key-file = Está en un archivo que solo su cuenta puede leer. Quien consiga ese archivo puede leer lo guardado aquí.
key-name-keychain = llavero
key-name-passphrase = contraseña
key-name-file = archivo
about = Acerca de Candor
about-version = Versión
about-engine = Motor
about-system = Sistema
about-home = Carpeta de datos
about-licences = Licencias
update-title = Versiones nuevas
update-text = Candor solo las busca cuando usted lo pide, y no instala ninguna por sí solo.
update-look = Buscar una versión nueva
update-newest = Esta es la versión más nueva.
update-there = Hay una versión nueva: { $version }
update-there-text = Solo se instala cuando usted lo diga. Hasta entonces todo sigue igual.
update-notes = Novedades
update-install = Instalar …
update-done = La versión { $version } está instalada
update-done-text = Candor será la versión nueva en cuanto cierre esta ventana y la abra de nuevo.
