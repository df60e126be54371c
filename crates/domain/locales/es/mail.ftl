# Mails that the server sends. `{ $link }` stands alone on its line, so that every program makes it a link.

mail-member-subject = Invitación a { $client } en Candor
mail-member-body = Buenos días:

    { $who } le invita a ocuparse del registro de trabajo de { $client } en Candor.
    Abra este enlace para aceptar. Sirve una sola vez, hasta el { $until }.

    { $link }

    Si no sabe de qué se trata, no haga nada: sin usted no ocurre nada.

mail-agent-subject = Su propia página en { $client } en Candor
mail-agent-body = Buenos días:

    { $client } registra su trabajo con Candor. Este enlace abre su propia página: todo lo que el servidor
    tiene sobre usted y quién lo ha mirado. Sirve una sola vez, hasta el { $until }.

    { $link }

    Si no sabe de qué se trata, no haga nada: sin usted no ocurre nada.

mail-reset-subject = Una contraseña nueva para Candor
mail-reset-body = Buenos días:

    alguien, esperamos que usted, ha pedido una contraseña nueva para esta dirección en { $server }.
    Abra este enlace para ponerla. Sirve una sola vez, hasta el { $until }, y cierra todas sus sesiones.

    { $link }

    Si no ha sido usted, no haga nada: su contraseña sigue como está.
