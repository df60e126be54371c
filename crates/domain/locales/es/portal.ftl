# Words of the portal's pages. Names of categories, states and reasons are in common.ftl, what the desktop's window says too in
# pages.ftl. Text that a client or an agent wrote is passed in as an argument or set in a place of its own.

## The frame

page-title = { $page } – Candor
pages = Páginas
page-team = Día del equipo
page-account = Cuenta
menu = Menú
skip = Ir a la página
client-choose = Cliente
theme-choose = Aspecto
sign-out = Cerrar sesión
remove = Quitar
remove-of = Quitar «{ $name }»
set-up = Configurar
on = activado
copy-by-hand = No se permitió copiar. El texto está seleccionado: cópielo a mano.
truncated = Hay más de lo que se muestra.
lost-title = El servidor no responde
lost-text = No se cambió nada. Compruebe su conexión e inténtelo de nuevo.
nothing-title = No se encontró
nothing-here = Aquí no hay nada para usted
nothing-text = Puede que la dirección sea errónea, o que sea de un cliente del que usted no es miembro.
go-home = Ir a mi primera página
day = Día
day-before = El día anterior
day-after = El día siguiente
today = Hoy
project = Proyecto
agent = Agente
all-projects = Todos los proyectos
all-agents = Todos los agentes
filter-clear = Mostrar todo

## Errors

error-unreachable = No se puede contactar con el servidor. No consta que haya cambiado nada; inténtelo de nuevo.
error-internal = El servidor no pudo hacerlo. No consta que haya cambiado nada.
error-unavailable = El servidor no puede hacerlo en este momento. Inténtelo más tarde.
error-malformed = El servidor no lo entendió. Compruebe lo que escribió.
error-not_found = Esto no existe, o ya no.
error-forbidden = Su función no lo permite.
error-invalid_token = Su sesión está cerrada. Inicie sesión de nuevo.
error-cross_site = Esto solo se puede hacer desde una página de este servidor.
error-sign_in_refused = Esta dirección y esta contraseña, o este código, no corresponden.
error-second_factor_required = Este cliente pide a sus miembros un segundo factor. Configúrelo primero en su cuenta.
error-sign_in_again = Para esto tiene que haber iniciado sesión ahora mismo. Cierre la sesión y ábrala de nuevo.
error-password_refused = Esta contraseña no sirve: es demasiado corta, o está en listas que muchos conocen.
error-link_unknown = El servidor no conoce este enlace. Cópielo de nuevo, entero, o pida otro.
error-link_used = Este enlace ya se usó. Pida otro.
error-link_expired = Este enlace es demasiado antiguo. Pida otro.
error-passkeys_unavailable = Este servidor no puede usar claves de acceso.
error-passkey_refused = Esta clave de acceso no se aceptó.
error-last_owner = Un cliente necesita un responsable. Dé antes esa función a otra persona.
error-already_there = Esto ya existe.
error-rate_limited = Se intentó demasiadas veces. Espere unos minutos.
error-outdated = Alguien publicó otra versión entretanto. Mírela y parta de ella.

## Signing in

sign-in = Iniciar sesión
sign-in-back = Inicie sesión para continuar. Volverá a la página que pidió.
sign-in-passkey = Usar una clave de acceso
sign-in-other = Entrar con otra cuenta
back-to-sign-in = Volver al inicio de sesión
or = o
email = Correo electrónico
password = Contraseña
password-forgotten = ¿Olvidó su contraseña?
password-current = Contraseña hasta ahora
password-new = Contraseña nueva
password-hint = Al menos 12 caracteres. Van bien unas palabras que no tengan nada que ver entre sí.
password-short = { $count ->
    [one] Falta { $count } carácter.
   *[other] Faltan { $count } caracteres.
}
factor-title = Un paso más
factor-text = Escriba el código que muestra ahora su aplicación de autenticación.
factor-recovery-text = Escriba uno de sus códigos de recuperación. Cada uno sirve una vez.
factor-by-code = Usar un código de la aplicación
factor-by-recovery = Usar un código de recuperación
code = Código
recovery-code = Código de recuperación
reset-title = Una contraseña nueva
reset-text = Le enviamos un enlace con el que elegirá otra.
reset-send = Enviar el enlace
reset-sent = Mire su correo
reset-sent-text = Si { $email } tiene una cuenta aquí, hay un enlace en camino. Sirve durante una hora y una vez.

## A fresh server

setup-title = Configurar Candor
setup-text = Este servidor aún no tiene ninguna cuenta. La primera lo administra: con ella se crean clientes y responsables.
setup-code = Código del terminal
setup-code-hint = El servidor lo mostró al arrancar. Sirve una vez.
setup-you = Usted
setup-client = Su cliente
setup-client-text = La empresa que encarga el trabajo. Todos los agentes lo leen en el aviso antes de decidir nada.
setup-do = Configurar
setup-done = Este servidor ya está configurado
setup-done-text = Su primera cuenta ya existe. Inicie sesión con ella.
your-name = Su nombre
your-name-hint = Los agentes lo leen dondequiera que usted haya mirado lo que enviaron.
client-name = Nombre
client-name-hint = Como figura en el contrato.
client-address = Dirección
client-address-hint = Adonde se puede escribir.
client-contact = Contacto de protección de datos
client-contact-hint = Un correo que alguien lee.
client-operator = Quién administra este servidor
client-operator-hint = El encargado del tratamiento, por su nombre.
client-jurisdiction = Derecho
client-jurisdiction-hint = El país cuya ley se aplica, como Irlanda.
client-authority = Autoridad de control
client-authority-hint = Donde los agentes pueden reclamar.

## Links

link-title = Su enlace
link-until = El enlace sirve hasta el { $until }.
link-empty = El enlace no está entero
link-empty-text = Falta la parte detrás de #. Copie el enlace de nuevo, entero.
link-member-title = Unirse a { $client }
link-agent-title = Su propia página en { $client }
link-agent-text = Allí ve lo que el servidor tiene sobre usted y quién lo miró.
link-reset-title = Una contraseña nueva
link-reset-text = Se cierran todas sus sesiones y la contraseña anterior deja de servir.
link-reset-do = Poner la contraseña
link-as = Ha iniciado sesión como { $name } ({ $email }).
link-has-account = { $email } ya tiene una cuenta aquí. Inicie sesión con ella; después acepte la invitación.
link-accept = Aceptar la invitación
link-member-done = Le damos la bienvenida. Ya es miembro.
link-agent-done = Le damos la bienvenida. Esta es su propia página.
link-reset-done = Su contraseña nueva ya sirve.
role-owner = Responsable
role-reviewer = Revisión
role-auditor = Auditoría
role-owner-means = Como responsable ve el trabajo, invita a personas, escribe políticas y decide quién más es miembro.
role-reviewer-means = En la revisión ve el trabajo y aprueba o cuestiona el tiempo.
role-auditor-means = En la auditoría lo ve todo y no cambia nada.
join-title = Una invitación a Candor
join-text = Un cliente le invita a registrar su trabajo con Candor. Por aceptar no se registra nada: primero lee qué se registraría y decide sobre cada tipo.
join-asks = Pregunta antes.
join-asks-text = Cada tipo de datos se registra solo si usted dijo que sí. Puede retirarlo en cualquier momento.
join-sees = Usted lo ve antes.
join-sees-text = Todo espera en su ordenador a que usted lo revise antes de enviarse. Lo que borre no se envía nunca.
join-stops = Se muestra.
join-stops-text = Mientras registra, hay un indicador en su pantalla. Al pausarlo, el registro termina al momento.
join-open = Abrir en Candor
join-open-text = ¿No pasa nada? Entonces Candor aún no está instalado en este ordenador. El cliente le dice dónde conseguirlo.
join-paste = O pegue el enlace
join-paste-text = Abra Candor, elija «Unirse» y pegue este enlace.
join-link = El enlace de la invitación
join-secret = El secreto de este enlace se quedó en su navegador: esta página no lo envió a ninguna parte.

## The account

account-you = Usted
account-advised = Añada un segundo factor
account-advised-text = Usted ve lo que otras personas hicieron en su trabajo. Una contraseña sola protege poco.
account-second-factor-set-up = Configurar un segundo factor
factors = Segundo factor
factors-text = Se pide después de la contraseña. Una clave de acceso basta por sí sola.
totp = Aplicación de autenticación
totp-text = Un código de seis cifras que cambia cada medio minuto.
totp-scan = Escanéelo con su aplicación, o copie en ella el secreto. Después escriba el código que muestra.
totp-qr = Código QR para una aplicación de autenticación
totp-secret = Secreto para una aplicación de autenticación
totp-code-hint = Seis cifras.
totp-do = Empezar a usarla
passkeys = Claves de acceso
passkeys-text = Su dispositivo o una llave de seguridad inicia la sesión. Nada que escribir, nada que le puedan sonsacar.
passkey-add = Añadir
passkey-name = Clave de acceso del { $date }
passkey-used = Usada por última vez: { $date }
passkey-unused = Aún no se ha usado
recovery-codes = Códigos de recuperación
recovery-codes-left = { $count ->
    [0] No queda ninguno.
    [one] Queda { $count }.
   *[other] Quedan { $count }.
}
recovery-codes-new = Crear otros
recovery-codes-once = Cada uno le permite entrar una vez si pierde la aplicación o la clave de acceso. Solo se muestran ahora: guárdelos en un lugar seguro.
recovery-codes-kept = Los he guardado
remove-totp = ¿Quitar la aplicación de autenticación?
remove-totp-text = Entonces bastará su contraseña, salvo que tenga una clave de acceso. Se cierran todas sus otras sesiones.
remove-passkey = ¿Quitar esta clave de acceso?
remove-passkey-text = Ya no servirá para entrar. Se cierran todas sus otras sesiones.
remove-codes = ¿Crear otros códigos de recuperación?
remove-codes-text = Los que tiene dejarán de servir.
account-password-text = Al cambiarla se cierran todas sus otras sesiones.
account-password-change = Cambiar la contraseña
account-password-do = Cambiarla
account-password-done = Su contraseña nueva ya sirve. Las demás sesiones se han cerrado.
account-sessions = Dónde tiene la sesión abierta
account-sessions-text = Si no conoce alguna, ciérrela y cambie su contraseña.
account-session-this = esta
account-session-seen = Última vez { $seen }, abierta el { $since }
account-session-end = Cerrar
account-session-end-of = Cerrar la sesión: { $browser }
account-session-end-title = ¿Cerrar esta sesión?
account-session-end-text = { $browser } queda fuera al momento.

## The team's day

presence-recording = Registrando
presence-paused = En pausa
presence-off = No trabaja
presence-unknown = Sin contacto
seen = último contacto { $seen }
team-list = Agentes
team-row = { $name }: trabajó { $worked }, pausa { $paused }, sin actividad { $idle }. Huecos: { $gaps }. { $state }
team-row-nothing = Nada en este día
team-sums = { $paused } de pausa, { $idle } sin actividad
team-note = Por nombre. Las barras comparan a cada agente solo con su propio día. Horas en { $zone }.
team-none = No corresponde nadie
team-none-text = Ningún agente tiene que ver con lo que eligió.
team-empty = Aún no hay nadie
team-empty-text = Cree un proyecto con su política e invite después a un agente. Lo que haya aceptado enviar aparece aquí cuando trabaje.
team-empty-do = Invitar a un agente
key-worked = Trabajado
key-level = Actividad, frente a su propio máximo

## An agent's day

zoom = A la vista
zoom-day = Todo el día
zoom-hours = { $hours } h
day-line = El día, minuto a minuto
day-line-name = Trabajó { $worked }. Imágenes: { $captures }. Notas: { $notes }. Pausas: { $pauses }. Huecos: { $gaps }.
day-zone = Horas en { $zone }, donde trabajó el agente.
day-empty = Nada en este día
day-empty-text = { $agent } no registró ninguna sesión que toque este día, o aún no envió nada de él.
since = desde las { $from }
sum-worked = Trabajado
sum-paused = En pausa
sum-idle = Sin actividad
sum-gaps = Huecos
captures = Imágenes
captures-none = Sin imágenes
captures-none-text = No se tomó ninguna, o no se envió. Abajo consta el motivo, si se conoce.
looks-recorded = Lo que usted mira se registra y se muestra a { $agent }: cada imagen que aparece aquí, pequeña o grande, con su nombre y la hora. Las fotos de la cámara siguen tapadas hasta que las abra.
capture-name = { $category }, { $time }, { $number } de { $count }
one-screenshots = Captura de pantalla
one-webcam_stills = Foto de la cámara
viewer-title = { $category } a las { $time }
viewer-covered = Una foto de la cámara muestra a una persona. Solo se pide cuando usted la solicita.
viewer-show = Mostrarla
viewer-place = { $number } de { $count }
viewer-redacted = El agente tapó una parte
viewer-recorded = Su consulta se registra y se muestra a { $agent }.
viewer-previous = Anterior
viewer-next = Siguiente
finding-black = toda negra
finding-blank = toda de un color
finding-unchanged = igual que la anterior
synthetic = hecho por una prueba
notes = Notas
notes-none = No hay notas en este día.
gaps = Pausas y huecos
gaps-text = Lo que no está, y por qué. Un hueco no quita nada del tiempo trabajado.
gaps-none = Ni pausas ni huecos.
missing = { $category }: { $reason }
covers = Qué lo ampara
covers-text = Aquí no hay nada sin una decisión del agente. Cada recibo está en su registro y en el de usted.
covers-by = Recibo { $receipt }…, según el aviso { $notice }…
