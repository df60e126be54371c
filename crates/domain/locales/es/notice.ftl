# The notice: what a person reads before deciding. It is hashed as it is shown, so a change here changes the notices of
# policies published from then on, never those that were published before. Devices compare a notice with what they render
# from its policy: once a version of Candor is released, a change here needs the old texts kept beside the new ones.
# Text that a client wrote is always passed in as an argument and set in quotation marks.

title = Qué registraría este proyecto sobre su trabajo
intro = Lea esto antes de decidir, por favor. En estas condiciones, no se registra nada hasta que usted haya dicho que sí. Se le pregunta por cada tipo de información por separado, puede decir que sí a unos y que no a otros, y puede cambiar de opinión en cualquier momento.

project = Proyecto
ordered-by = Por encargo de
ordered-by-text = { $client }, que decide qué se registra en este proyecto y es responsable de ello.
ordered-by-law = Según el Derecho de: { $jurisdiction }
ordered-by-contact = Para preguntar por sus datos: { $contact }
ordered-by-address = Por correo postal: { $address }
operator = Gestionado por
operator-text = { $operator }, que guarda los datos por cuenta de { $client } y no puede usarlos para nada más.
policy = Política
policy-text = Versión { $version }, publicada el { $date }. Identificador del proyecto: { $project }.
testing = Para pruebas
testing-text = Este proyecto está hecho para pruebas y puede contener registros inventados.

short = En resumen
short-line = { $category }: { $requirement }
short-announced = { $category }: { $announced }
short-hours = Solo en el horario de trabajo: { $hours }

never = Lo que nunca se registra
never-keys = Qué teclas pulsa. Candor cuenta pulsaciones; no tiene ningún lugar donde se pudiera guardar una tecla o un texto.
never-clipboard = Lo que copia y pega, o lo que arrastra de un lugar a otro.
never-sound = El sonido. Candor no usa el micrófono ni escucha lo que usted reproduce.
never-hidden = A escondidas no se registra nada. Mientras se cuenta o se toman imágenes, hay en su pantalla un pequeño indicador que dice «Candor registra». Nadie puede activar el registro a distancia, y no existe ningún modo oculto.
never-paused = Si no hay ninguna sesión en marcha, y mientras usted la tenga en pausa, no se registra nada.
never-inferred = Sus emociones, su cara como medio para identificarle o el ritmo con que escribe. Nada de eso se deduce de lo que se registra.
never-elsewhere = Sus archivos, sus mensajes, sus contraseñas, su navegación o su ubicación como tales.
never-shown = { never-elsewhere } Pero una captura de pantalla muestra lo que haya en sus pantallas en ese momento, sea lo que sea.
never-category = { $category }: este proyecto no recoge nada de este tipo, y Candor no lo pedirá.

heading = { $category }: { $requirement }
what = Qué exactamente
sample = Cómo es un ejemplo
often = Con qué frecuencia
why = Para qué
basis = Con qué base jurídica
seen = Quién lo ve
kept = Dónde y cuánto tiempo
declining = Si dice que no
withdrawing = Si cambia de opinión
# What a client wrote, where only it stands.
quoted = «{ $text }»
quote = { $client } dice: «{ $text }»
unsaid = { $client } no lo ha dicho. Pregunte antes de decidir.

what-activity_counts = De cada minuto de una sesión: cuántas teclas y cuántos botones del ratón ha pulsado, cuántos pasos ha dado la rueda, cuántos píxeles se ha movido el puntero y en cuántos segundos ocurrió algo de esto. Son totales. A partir de ellos, nadie puede saber qué escribió ni dónde hizo clic.
what-screenshots = Imágenes de sus pantallas, de todas las que estén conectadas, a tamaño completo. Muestran todo lo que esté a la vista: el trabajo, pero también un mensaje privado o un nombre si en ese momento están abiertos. Ninguna imagen ocupa más de { $kilobytes } kB.
what-webcam_stills = Imágenes sueltas de su cámara web. En ellas se le ve a usted y se ve la habitación que tiene detrás. La cámara se enciende para una imagen y se vuelve a apagar; no hay vídeo ni sonido. Ninguna imagen ocupa más de { $kilobytes } kB.
what-work_notes = Las palabras que usted escribe en Candor sobre su trabajo, cuando quiere y como quiere. No se les añade nada más que la hora.

sample-activity_counts = «De 14:03 a 14:04: 212 teclas, 9 clics, 4 pasos de rueda, 3810 píxeles, actividad en 41 de 60 segundos».
sample-screenshots = Una imagen de cada pantalla tal como la ve usted (un archivo WebP), con la hora. { $minutes ->
    [0] Este proyecto no le da tiempo para mirar el archivo antes de que se envíe.
   *[other] Puede mirar ese mismo archivo antes de que se envíe.
}
sample-webcam_stills = Una imagen como la que mostraría su cámara en una videollamada (un archivo WebP), con la hora. { $minutes ->
    [0] Este proyecto no le da tiempo para mirar el archivo antes de que se envíe.
   *[other] Puede mirar ese mismo archivo antes de que se envíe.
}
sample-work_notes = «14:20: Terminadas las curvas de nivel, a la espera de los datos de profundidad».

often-activity_counts = { $count ->
    [0] Por ahora, nunca.
    [60] Una vez por minuto mientras haya una sesión en marcha. En una pausa o al terminar, lo contado hasta entonces forma un recuento más corto.
    [one] Como máximo una vez por hora mientras haya una sesión en marcha.
   *[other] Como máximo { $count } veces por hora mientras haya una sesión en marcha.
}
often-screenshots = { $count ->
    [0] Por ahora, nunca.
    [one] Como máximo una vez por hora mientras haya una sesión en marcha, en un momento elegido al azar.
   *[other] Como máximo { $count } veces por hora mientras haya una sesión en marcha, en momentos elegidos al azar.
}
often-webcam_stills = { $count ->
    [0] Por ahora, nunca.
    [one] Como máximo una vez por hora mientras haya una sesión en marcha, en un momento elegido al azar.
   *[other] Como máximo { $count } veces por hora mientras haya una sesión en marcha, en momentos elegidos al azar.
}
often-work_notes = Solo cuando usted escribe una.

announce-after = Después de cada imagen, una notificación le avisa de que se ha tomado.
announce-before = { $seconds } segundos antes de cada imagen, una notificación le avisa de que se va a tomar.

basis-consent = Su consentimiento y nada más (artículo 6, apartado 1, letra a), del RGPD). Es usted quien lo da, lo niega o lo retira.
basis-contract = No es su consentimiento: { $client } sostiene que es necesario para un contrato con usted (artículo 6, apartado 1, letra b), del RGPD). Aun así, no se registra nada de este tipo si usted no lo activa, y puede desactivarlo en cualquier momento.
basis-legal_obligation = No es su consentimiento: { $client } sostiene que una ley lo exige (artículo 6, apartado 1, letra c), del RGPD); pregunte cuál. Aun así, no se registra nada de este tipo si usted no lo activa, y puede desactivarlo en cualquier momento.
basis-legitimate_interests = No es su consentimiento: { $client } sostiene que tiene un interés legítimo que prevalece sobre los intereses de usted (artículo 6, apartado 1, letra f), del RGPD), y usted tiene derecho a oponerse. Aun así, no se registra nada de este tipo si usted no lo activa, y puede desactivarlo en cualquier momento.

seen-text = Estas personas, indicadas por { $client }:
seen-others = Aparte de ellas, solo { $operator }, en la medida necesaria para mantener el servicio en marcha.
seen-covered = Cada imagen queda cubierta para ellas hasta que alguien pida ver precisamente esa.
seen-reason = Quien lo pida debe decir por qué, y usted puede leerlo.
seen-looks = Queda anotado quién abrió cuál de sus imágenes y cuándo, y usted puede verlo.
kept-text = En este ordenador, de forma cifrada, hasta que se envía. Después, en este lugar, indicado por { $client }:
kept-long = { $days ->
    [0] Se elimina el mismo día en que llega.
    [one] Se elimina { $days } día después de llegar.
   *[other] Se elimina { $days } días después de llegar.
}

declining-optional = Nada más cambia. Puede trabajar en este proyecto igualmente, y su tiempo cuenta lo mismo. En el registro de trabajo consta «rechazado» para este tipo, y nada más.
declining-required = No se registra nada de este tipo, y no se puede trabajar en este proyecto con Candor: sin estos datos no empieza ninguna sesión. En su lugar, { $client } ofrece: «{ $text }»
declining-required-unsaid = No se registra nada de este tipo, y no se puede trabajar en este proyecto con Candor: sin estos datos no empieza ninguna sesión. { $client } no ha indicado nada que usted pudiera hacer en su lugar. Pregunte antes de decidir.

withdrawing-text = Un solo paso en Candor, tan fácil como decir que sí, en cualquier momento y sin dar motivos. Por ejemplo, con esta orden:
withdrawing-then = El registro de este tipo termina de inmediato. Lo que todavía espera en este ordenador se queda aquí: usted decide si se envía, y al cabo de un día se elimina. El tratamiento de lo que se envió antes sigue siendo lícito; para que se suprima, pídalo a { $client }.
withdrawing-required = A partir de entonces no se puede trabajar en este proyecto con Candor, igual que si hubiera dicho que no al principio.

control = Usted mantiene el control
control-pause = Haga una pausa o termine cuando quiera. Durante una pausa, el programa que registra no está en marcha en absoluto.
control-hours = Una sesión solo puede estar en marcha en el horario de trabajo: { $hours }, según el reloj de este ordenador. Fuera de él, Candor se pone en pausa por sí solo y no se registra nada.
control-review = { $minutes ->
    [0] Lo registrado puede enviarse enseguida: este proyecto no le da tiempo para mirarlo antes.
    [one] Usted lo ve antes de que se envíe. Todo espera en este ordenador al menos { $minutes } minuto. Mientras tanto puede mirarlo, tapar en negro partes de una imagen o eliminarlo.
   *[other] Usted lo ve antes de que se envíe. Todo espera en este ordenador al menos { $minutes } minutos. Mientras tanto puede mirarlo, tapar en negro partes de una imagen o eliminarlo.
}
control-grace = { $hours ->
    [0] Una vez enviada una imagen, eliminarla es una solicitud a { $client }.
    [one] Hasta { $hours } hora después del envío todavía puede eliminar una imagen, al instante y sin preguntar. Después, eliminarla es una solicitud a { $client }.
   *[other] Hasta { $hours } horas después del envío todavía puede eliminar una imagen, al instante y sin preguntar. Después, eliminarla es una solicitud a { $client }.
}
control-time = Eliminar, rechazar o hacer una pausa nunca le quita tiempo que haya trabajado. El registro de trabajo muestra que ahí falta algo, cuándo, de qué tipo y por qué; no lo que era.
control-person = Ningún programa decide sobre usted. Si al cliente le parece que algo no está bien, una persona lo mira, se lo dice y le escucha.
control-change = Si una política posterior pide más de lo que usted aceptó, ese tipo de registro termina de inmediato, y solo vuelve a empezar cuando usted haya leído el nuevo aviso y haya dicho que sí.

rights = Sus derechos
rights-text = Puede pedir a { $client } una copia de todo lo que se guarda sobre usted. Puede pedir que se rectifique, que se suprima, que se entregue a otra persona o entidad, o que se limite su tratamiento mientras haya una cuestión abierta. Y puede oponerse a que se trate. Pedirlo no cuesta nada. Escriba a: { $contact }, o por correo postal a: { $address }
rights-complain = Si cree que algo no está bien, puede presentar una reclamación, sin preguntar antes a { $client }, ante: { $authority }
rights-proof = Candor lleva un registro firmado de lo que se le mostró y de lo que usted decidió, y le da un justificante de cada decisión. Con `candor export` se lleva ambas cosas, y con `candor verify` cualquiera puede comprobarlas.
