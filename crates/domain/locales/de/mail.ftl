# Mails that the server sends. `{ $link }` stands alone on its line, so that every program makes it a link.

mail-member-subject = Sie sind zu { $client } auf Candor eingeladen
mail-member-body = Guten Tag,

    { $who } lädt Sie ein, auf Candor das Arbeitsprotokoll von { $client } zu betreuen.
    Öffnen Sie diesen Link, um anzunehmen. Er gilt einmal, bis { $until }.

    { $link }

    Wenn Sie nicht wissen, worum es geht, tun Sie nichts: Ohne Sie geschieht nichts.

mail-agent-subject = Ihre eigene Seite bei { $client } auf Candor
mail-agent-body = Guten Tag,

    { $client } hält Ihre Arbeit mit Candor fest. Dieser Link öffnet Ihre eigene Seite: alles, was der Server
    über Sie hat, und wer es angesehen hat. Er gilt einmal, bis { $until }.

    { $link }

    Wenn Sie nicht wissen, worum es geht, tun Sie nichts: Ohne Sie geschieht nichts.

mail-reset-subject = Ein neues Passwort für Candor
mail-reset-body = Guten Tag,

    jemand, hoffentlich Sie, hat für diese Adresse bei { $server } ein neues Passwort verlangt.
    Öffnen Sie diesen Link, um eines zu setzen. Er gilt einmal, bis { $until }, und beendet alle Ihre Sitzungen.

    { $link }

    Wenn Sie es nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.
