# Words of the desktop window. Two implementations of Fluent read this file: keep to what both know.
# Names of categories, states and reasons are in common.ftl. Text that a client wrote is passed in as an argument and set in
# quotation marks or in a place of its own.

app-name = Candor

## The frame

window-title = { $screen } – Candor
window-title-recording = Aufzeichnung: { $project } – Candor
screens = Bereiche
screen-session = Sitzung
screen-outbox = Ausgang
screen-data = Meine Daten
screen-settings = Einstellungen
screen-problems = Probleme
screen-join = Beitreten
screen-outbox-count = { $count ->
    [one] { $count } Eintrag wartet
   *[other] { $count } Einträge warten
}
screen-problems-count = { $count ->
    [one] { $count } Problem
   *[other] { $count } Probleme
}

state-idle-title = Zeichnet nicht auf
state-running-title = Zeichnet auf
state-paused-title = Pausiert
state-unknown-title = Nicht bekannt

said-idle = Es wird nichts aufgezeichnet.
said-running = Es wird für { $project } aufgezeichnet.
said-troubled = Es wird für { $project } aufgezeichnet, mit einem Problem.
said-paused = Pausiert. Für { $project } wird nichts aufgezeichnet.
said-unknown = Es ist nicht bekannt, ob etwas aufgezeichnet wird.

pause = Pausieren
resume = Fortsetzen
stop = Beenden

lost-title = Der Stand ist nicht bekannt
lost-text = Der Dienst antwortet nicht. Was aufgezeichnet wurde, liegt auf diesem Computer. Ist die Anzeige auf Ihrem Bildschirm, läuft die Aufzeichnung weiter; mit ihren Knöpfen pausieren und beenden Sie.
lost-gone-title = Der Dienst läuft nicht mehr
lost-gone-text = Solange er nicht läuft, wird nichts aufgezeichnet und nichts gesendet. Was vorher aufgezeichnet wurde, liegt verschlüsselt auf diesem Computer.
start-engine = Wieder starten

toast-stopped = { $waiting ->
    [0] Nach { $worked } beendet. Nichts wartet auf Ihre Durchsicht.
    [one] Nach { $worked } beendet. { $waiting } Eintrag wartet auf Ihre Durchsicht.
   *[other] Nach { $worked } beendet. { $waiting } Einträge warten auf Ihre Durchsicht.
}

shortcuts = Tastatur
shortcuts-text = Diese Tasten gelten überall in diesem Fenster. Tastenkürzel für alle Programme stehen in den Einstellungen.
shortcut-pause = Pausieren oder fortsetzen
shortcut-toggle = Beenden, oder zum Beginnen gehen
shortcut-note = Eine Notiz schreiben
shortcut-screens = Zu einem Bereich gehen
shortcut-close = Schließen, was offen ist
shortcut-help = Diese Tasten zeigen
key-ctrl = Strg
key-shift = Umsch

## Errors: what happened, and what to do

error-usage = So geht das nicht.
error-usage-todo = Es wurde nichts geändert. Prüfen Sie Ihre Eingabe.
error-consent_missing = Ihre Einwilligung dazu fehlt.
error-consent_missing-todo = Es wird nichts aufgezeichnet. Lesen Sie zuerst den Hinweis und entscheiden Sie.
error-not_enrolled = Mit diesem Computer sind Sie noch keinem Auftraggeber beigetreten.
error-not_enrolled-todo = Es wurde nichts geändert. Öffnen Sie die Einladung, die Sie bekommen haben.
error-unreachable = Der Server ist nicht erreichbar.
error-unreachable-todo = Was aufgezeichnet wurde, bleibt auf diesem Computer. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.
error-server_refused = Der Server hat das abgelehnt.
error-server_refused-todo = Was aufgezeichnet wurde, bleibt auf diesem Computer. Die Meldung unten sagt, warum.
error-invitation_unknown = Der Server kennt diese Einladung nicht.
error-invitation_unknown-todo = Es wurde nichts geändert. Kopieren Sie den Link noch einmal ganz oder bitten Sie den Auftraggeber um eine neue.
error-invitation_used = Diese Einladung wurde schon verwendet.
error-invitation_used-todo = Es wurde nichts geändert. Bitten Sie den Auftraggeber um eine neue.
error-invitation_expired = Diese Einladung ist zu alt.
error-invitation_expired-todo = Es wurde nichts geändert. Bitten Sie den Auftraggeber um eine neue.
error-verification_failed = Etwas stimmt nicht mit dem überein, was signiert wurde.
error-verification_failed-todo = Es wurde nichts geändert oder gesendet. Bewahren Sie die Meldung unten auf und zeigen Sie sie dem Auftraggeber.
error-not_found = Das gibt es nicht oder nicht mehr.
error-not_found-todo = Es wurde nichts geändert. Vielleicht wurde es inzwischen gesendet oder gelöscht.
error-state = Das geht gerade nicht.
error-state-todo = Es wurde nichts geändert. Die Meldung unten sagt, was im Weg steht.
error-no_indicator = Die Anzeige kann nicht gezeigt werden; deshalb wird nichts aufgezeichnet.
error-no_indicator-todo = Candor zeichnet nie auf, ohne es zu zeigen. Die Aufzeichnung beginnt erst wieder, wenn Sie sie beginnen.
error-sensor_failed = Ein Sensor konnte seine Arbeit nicht tun.
error-sensor_failed-todo = Was vorher aufgezeichnet wurde, bleibt. Unter Probleme steht, was im Weg ist.
error-storage_full = Auf der Festplatte ist kein Platz mehr.
error-storage_full-todo = Bis wieder Platz ist, wird nichts aufgezeichnet. Was vorher aufgezeichnet wurde, bleibt. Schaffen Sie Platz und versuchen Sie es noch einmal.
error-no_key = Der Schlüssel zu Ihren Daten lässt sich nicht öffnen.
error-no_key-todo = Es wird nichts aufgezeichnet, und nichts ist verloren. Entsperren Sie den Schlüsselbund oder bringen Sie die Datei mit dem Schlüssel zurück und versuchen Sie es noch einmal.
error-engine_not_running = Der Dienst läuft nicht.
error-engine_not_running-todo = Es wird nichts aufgezeichnet. Starten Sie ihn wieder.
error-engine_silent = Der Dienst antwortet nicht.
error-engine_silent-todo = Ob es geschehen ist, ist nicht bekannt. Warten Sie einen Moment und sehen Sie noch einmal nach.
error-engine_incompatible = Der Dienst hat eine andere Version als dieses Fenster.
error-engine_incompatible-todo = Beenden Sie den Dienst und öffnen Sie Candor neu.
error-internal = In Candor ist etwas schiefgegangen.
error-internal-todo = Was vorher aufgezeichnet wurde, bleibt. Versuchen Sie es noch einmal; bleibt es dabei, melden Sie die Meldung unten.
error-shell_failed = Das Fenster konnte den Dienst nicht fragen.
error-shell_failed-todo = Ob es geschehen ist, ist nicht bekannt. Schließen Sie das Fenster und öffnen Sie es neu.

## Opening: the engine and its key

opening-asking = Der Dienst wird gesucht …
opening-starting = Der Dienst wird gestartet …
opening-text = Der Dienst ist der Teil von Candor, der Ihre Einwilligungen, Ihre Daten und deren Schlüssel bewahrt. Es wird nichts aufgezeichnet, bevor Sie eine Sitzung beginnen.
opening-failed = Candor konnte nicht starten
passphrase = Passphrase
unlock = Entsperren
unlock-title = Entsperren Sie Ihre Daten
unlock-text = Was Candor auf diesem Computer bewahrt, ist mit einem Schlüssel verschlüsselt, den Ihre Passphrase öffnet.
unlock-wrong = Das ist nicht die Passphrase. Es wurde nichts geändert.
unlock-forgotten = Ohne die Passphrase kann niemand öffnen, was hier liegt, auch Candor nicht. Was schon gesendet wurde, hat der Auftraggeber.
key-title = Wo soll der Schlüssel liegen?
key-text = Alles, was Candor auf diesem Computer bewahrt, ist verschlüsselt. Der Schlüssel liegt sonst im Schlüsselbund des Systems, aber hier gibt es keinen, oder er antwortet nicht. Ohne Schlüssel wird nichts aufgezeichnet. Wählen Sie eines davon:
key-passphrase = Eine Passphrase, die Sie sich merken
key-passphrase-text = Am sichersten, wo es keinen Schlüsselbund gibt. Sie werden bei jedem Start danach gefragt. Vergessen Sie sie, ist verloren, was hier liegt.
key-passphrase-choose = Eine Passphrase wählen
key-passphrase-hint = Mindestens { $shortest } Zeichen. Vier oder fünf Wörter, die nichts miteinander zu tun haben, sind gut.
key-passphrase-use = Diese Passphrase verwenden
key-too-short = Sie braucht mindestens { $shortest } Zeichen.
key-again = Noch einmal
key-differs = Die beiden sind nicht gleich.
key-file = Eine Datei, die nur Ihr Benutzerkonto lesen kann
key-file-text = Nichts zu merken, aber wer Ihre Dateien lesen kann oder diese Festplatte kopiert, hat auch den Schlüssel. Gut, wo die ganze Festplatte verschlüsselt ist.
key-file-choose = Eine Datei wählen
key-file-path = Pfad der Datei
key-file-hint = Gibt es sie nicht, wird sie angelegt. Sie kann nicht in Candors eigenem Ordner liegen.
key-file-use = Den Schlüssel in dieser Datei bewahren
key-keychain = Doch der Schlüsselbund
key-keychain-text = Falls Sie ihn gerade entsperrt oder eingerichtet haben.
key-keychain-use = Den Schlüsselbund noch einmal versuchen

## Joining a client

welcome-title = Arbeitsnachweise, die zuerst fragen
welcome-text = Candor zeichnet Arbeit für das Projekt eines Auftraggebers auf, aber nur, was Sie erlaubt haben, und nie im Verborgenen.
welcome-asks = Es fragt zuerst
welcome-asks-text = Sie lesen, was ein Projekt aufzeichnen würde, für wen und wozu. Zu jeder Art von Daten sagen Sie einzeln Ja oder Nein.
welcome-stops = Sie halten es sofort an
welcome-stops-text = Solange aufgezeichnet wird, steht eine kleine Anzeige auf Ihrem Bildschirm. Dort pausieren oder beenden Sie. Niemand sonst kann beginnen.
welcome-shows = Sie sehen es vor dem Senden
welcome-shows-text = Was aufgezeichnet wurde, wartet auf diesem Computer, so lange der Hinweis es sagt. Sehen Sie es an, schwärzen Sie Teile oder löschen Sie es.
join-title = Einem Auftraggeber beitreten
join-text = Jeder Auftraggeber bekommt eine eigene Anmeldung mit eigenem Schlüssel. Keiner erfährt vom anderen.
join-link = Einladung
join-link-hint = Fügen Sie den ganzen Link aus der Nachricht des Auftraggebers ein.
join-look = Einladung ansehen
join-look-text = Das fragt den Server nur, von wem sie ist.
join-opened-title = Ein Link hat Candor geöffnet: eine Einladung von { $host }
join-opened-text = Es wurde noch nichts gesendet. Haben Sie sie erwartet, sehen Sie sie an; dann steht da, von wem sie ist.
join-malformed = Das ist keine vollständige Einladung. Kopieren Sie den Link noch einmal, mit allem hinter dem Zeichen #.
join-used = Diese Einladung wurde schon verwendet
join-used-todo = Jede gilt für einen Computer. Waren Sie es, öffnen Sie Candor dort; wenn nicht, sagen Sie es dem Auftraggeber und bitten Sie um eine neue.
join-expired = Diese Einladung ist zu alt
join-expired-todo = Außer der Frage wurde nichts gesendet. Bitten Sie den Auftraggeber um eine neue.
join-unknown = Der Server kennt diese Einladung nicht
join-unknown-todo = Kopieren Sie den Link noch einmal ganz. Bleibt sie unbekannt, bitten Sie den Auftraggeber um eine neue.
join-wrong = Dieser Server ist nicht der, für den er sich ausgibt
join-wrong-todo = Es wurde nichts an ihn gebunden. Versuchen Sie es nicht noch einmal, bevor Sie den Auftraggeber auf anderem Weg als über diesen Link gefragt haben.
join-unreachable = { $host } ist nicht erreichbar
join-unreachable-todo = Es wurde nichts gesendet. Prüfen Sie die Verbindung und ob der Link den Server des Auftraggebers nennt, und versuchen Sie es noch einmal.
join-joined = Sie sind { $client } beigetreten. Es wird noch nichts aufgezeichnet.
invitation-from = Einladung von
invitation-server = Server
invitation-encrypted = Alles ist auf dem Weg dorthin verschlüsselt.
invitation-local = Auf dem Weg nicht verschlüsselt; das ist erlaubt, weil der Server dieser Computer ist.
invitation-projects = { $count ->
    [one] Projekt
   *[other] Projekte
}
invitation-no-projects = Noch keines
invitation-operator = Betrieben von
invitation-law = Nach dem Recht von
invitation-expires = Gültig bis
invitation-means = Beitreten legt auf diesem Computer einen Schlüssel für { $client } an und sonst nichts. Es zeichnet nichts auf: Zuerst lesen Sie den Hinweis jedes Projekts und entscheiden.
invitation-join = Beitreten
invitation-leave = Jetzt nicht
for-testing = zum Testen

## The notice and the choices

screen-notice = Hinweis
notice-language = Sprache des Hinweises
notice-print = Den Hinweis drucken
notice-save = Den Hinweis speichern
notice-saved = Der Hinweis ist gespeichert.
notice-running = Eine Sitzung dieses Projekts ist offen
notice-running-text = Was Sie widerrufen, endet sofort. Beispiele gibt es, wenn keine Sitzung offen ist.
notice-identity = Auf diesen Text beziehen sich Ihre Entscheidungen. Sein SHA-256:
notice-open = { $count ->
    [one] { $count } Entscheidung ist offen
   *[other] { $count } Entscheidungen sind offen
}
notice-open-text = Es wird nichts aufgezeichnet, bevor Sie entschieden haben, und dann nur, wozu Sie Ja gesagt haben.
notice-next = Zur nächsten
notice-cannot = So kann an diesem Projekt nicht gearbeitet werden
notice-cannot-text = Es braucht Ihr Ja zu: { $categories }. Es wird nichts aufgezeichnet. Sie können Ihre Meinung jederzeit ändern.
notice-look-again = Noch einmal ansehen
notice-ready = Alles ist entschieden
notice-ready-text = Die Aufzeichnung beginnt, wenn Sie eine Sitzung beginnen, nicht vorher.
notice-work = Mit der Arbeit beginnen
notice-to-session = Zur Sitzung

summary-title = In einer Minute
summary-activity_counts = { $count ->
    [0] Wie viele Tasten und Klicks. Zurzeit gar nicht.
   *[other] Wie viele Tasten und Klicks in jeder Minute, nie welche.
}
summary-screenshots = { $count ->
    [0] Bilder Ihrer Bildschirme. Zurzeit gar nicht.
    [one] Bilder Ihrer Bildschirme, höchstens { $count } in der Stunde.
   *[other] Bilder Ihrer Bildschirme, höchstens { $count } in der Stunde.
}
summary-webcam_stills = { $count ->
    [0] Einzelne Bilder Ihrer Webcam. Zurzeit gar nicht.
    [one] Einzelne Bilder Ihrer Webcam, höchstens { $count } in der Stunde.
   *[other] Einzelne Bilder Ihrer Webcam, höchstens { $count } in der Stunde.
}
summary-work_notes = Was Sie selbst schreiben, wenn Sie möchten.
summary-off = Erhebt dieses Projekt nicht.
summary-announced-before = { $seconds } Sekunden vor jedem werden Sie benachrichtigt.
summary-announced-after = Nach jedem werden Sie benachrichtigt.
summary-when = Wann?
summary-when-text = Nur in der Arbeitszeit: { $hours }. Außerhalb pausiert es von selbst.
summary-who = Für wen?
summary-who-text = Für { $client }. { $operator } bewahrt es in deren Auftrag auf.
summary-who-below = Das steht im Hinweis unten.
summary-stop = Wie halten Sie es an?
summary-stop-text = { $minutes ->
    [0] Mit der Anzeige auf Ihrem Bildschirm, jederzeit: Pausieren und Beenden wirken sofort. Was Sie hier erlaubt haben, widerrufen Sie mit einem Druck.
    [one] Mit der Anzeige auf Ihrem Bildschirm, jederzeit: Pausieren und Beenden wirken sofort. Was aufgezeichnet wurde, wartet { $minutes } Minute, damit Sie es ansehen oder löschen können. Was Sie hier erlaubt haben, widerrufen Sie mit einem Druck.
   *[other] Mit der Anzeige auf Ihrem Bildschirm, jederzeit: Pausieren und Beenden wirken sofort. Was aufgezeichnet wurde, wartet { $minutes } Minuten, damit Sie es ansehen oder löschen können. Was Sie hier erlaubt haben, widerrufen Sie mit einem Druck.
}
summary-points = Der Hinweis unten sagt alles. Sie entscheiden über seine Worte, nicht über diese.

changes-title = Was sich seit Ihrer Entscheidung geändert hat
changes-text = Was mehr verlangt, als Sie erlaubt haben, ist beendet und wartet auf eine neue Antwort. Alles andere bleibt, wie Sie entschieden haben.
changes-wider = Verlangt mehr
changes-not-wider = Nicht mehr

requirement-badge-optional = Freiwillig
requirement-badge-required = Erforderlich
decide-group = Ihre Entscheidung: { $category }
decide-yes = Ja, aufzeichnen
decide-no = Nein, nicht aufzeichnen
decide-required = Erforderlich: Ohne das kann an diesem Projekt nicht mit Candor gearbeitet werden. Sie können trotzdem Nein sagen; dann wird nichts davon aufgezeichnet.
decide-widened = Das verlangt mehr, als Sie erlaubt haben, und ist deshalb beendet. Bitte entscheiden Sie neu.
decide-change = Doch Ja sagen
decided-granted = Sie haben Ja gesagt
decided-declined = Sie haben Nein gesagt
decided-withdrawn = Sie haben Ihr Ja widerrufen
decided-receipt = Beleg liegt vor
decided-required = Nichts davon wird aufgezeichnet, und ohne das kann an diesem Projekt nicht gearbeitet werden.
withdraw = Widerrufen
withdrawn-outcome = { $count ->
    [0] Diese Aufzeichnung ist beendet. Nichts davon wartet auf diesem Computer.
    [one] Diese Aufzeichnung ist beendet. { $count } Eintrag davon wartet auf diesem Computer: Im Ausgang wählen Sie, ob er gesendet wird; nach einem Tag wird er gelöscht.
   *[other] Diese Aufzeichnung ist beendet. { $count } Einträge davon warten auf diesem Computer: Im Ausgang wählen Sie, ob sie gesendet werden; nach einem Tag werden sie gelöscht.
}

sample-see = Ein Beispiel ansehen
sample-means-activity_counts = Zählt einige Sekunden lang, was Sie tun, nur auf diesem Computer.
sample-means-screenshots = Macht ein Bild Ihrer Bildschirme, wie es gesendet würde, und zeigt es nur Ihnen.
sample-means-webcam_stills = Schaltet die Kamera für ein Bild ein und zeigt es nur Ihnen.
sample-not-now = Beispiele gibt es, wenn keine Sitzung offen ist.
sample-title = Beispiel
sample-kept-nowhere = Gerade auf diesem Computer entstanden, nirgends gespeichert. Es verschwindet von selbst.
sample-away = Wegnehmen
sample-missed = Es ließ sich kein Beispiel machen
sample-ended = Das Beispiel endete, ohne etwas zu zeigen
sample-ended-text = Das Gerät gab rechtzeitig nichts. Nichts wurde behalten.
sample-asked = Zuerst kommt die Anzeige auf Ihren Bildschirm …
sample-shown-activity_counts = Es wird gezählt …
sample-shown-screenshots = Das Bild wird aufgenommen …
sample-shown-webcam_stills = Das Bild wird aufgenommen …
sample-try = Tippen, klicken oder drehen Sie irgendwo: Nur die Zahlen wachsen.
sample-alt-screenshots = Beispiel: ein Bild Ihres Bildschirms { $number }, wie er gerade ist
sample-alt-webcam_stills = Beispiel: ein Bild Ihrer Webcam, wie es gerade ist
sample-size = { $width } × { $height } Pixel.
sample-excluded = Was Sie ausschließen, ist geschwärzt.
count-keys = { $count ->
    [one] Taste
   *[other] Tasten
}
count-clicks = { $count ->
    [one] Klick
   *[other] Klicks
}
count-scroll = { $count ->
    [one] Radschritt
   *[other] Radschritte
}
count-active_s = { $count ->
    [one] aktive Sekunde
   *[other] aktive Sekunden
}

## The session

session-text = Wählen Sie ein Projekt und beginnen Sie. Vorher wird nichts aufgezeichnet.
session-open = Die Sitzung
session-unknown = Der Dienst lässt sich nicht fragen; deshalb wird hier nichts über ihn behauptet. Sobald er antwortet, ändert sich das.
session-worked = gearbeitet, seit { $since }
session-synthetic = erfundene Einträge, zum Testen
start = Beginnen
begin-read = Hinweis lesen und entscheiden
begin-read-text = Sie haben noch nicht entschieden. Lesen Sie, was { $project } aufzeichnen würde, und wählen Sie. Bis dahin kann nichts aufgezeichnet werden.
start-means = Die Anzeige erscheint auf Ihrem Bildschirm; die Aufzeichnung beginnt. Sie bleibt dort, solange aufgezeichnet wird, und hält es an. Aufgezeichnet wird:
start-nothing = Nichts als die Zeit: Sie haben zu allem Nein gesagt.
begin-none = Sie sind noch keinem Auftraggeber beigetreten
begin-none-text = Mit einer Einladung sehen Sie, von wem sie ist, bevor Sie beitreten.
begin-join = Mit einer Einladung beitreten
begin-join-another = Einem weiteren Auftraggeber beitreten
begin-projects = Projekte
begin-open = { $count ->
    [one] { $count } Entscheidung ist offen
   *[other] { $count } Entscheidungen sind offen
}
begin-declined = Mit Ihrem Nein nicht möglich
begin-no-policy = Es sind noch keine Regeln veröffentlicht

paused-by-you = Sie haben pausiert
paused-by-itself = Von selbst pausiert: { $reason }
paused-text = Es wird nichts aufgezeichnet, und das Programm, das aufzeichnet, läuft nicht. Nur Sie setzen fort.
paused-idle = Ab hier wird nichts aufgezeichnet; die Minuten davor zählen als gearbeitet. Nur Sie setzen fort.
paused-screen_locked = Es wird nichts aufgezeichnet, solange der Bildschirm gesperrt ist, und auch danach nicht, bis Sie fortsetzen.
paused-suspended = Es wird nichts aufgezeichnet. Nur Sie setzen fort.
paused-working_hours = Die Zeiten sind die aus Ihren Einstellungen. Es wird nichts aufgezeichnet. Nur Sie setzen fort.
paused-indicator_lost = Candor zeichnet nie auf, ohne es zu zeigen. Nichts ist verloren. Setzen Sie fort, um es noch einmal zu versuchen.
paused-sensor_lost = Es wird nichts aufgezeichnet, und was gespeichert wurde, bleibt. Setzen Sie fort, um neu zu beginnen.
paused-storage_full = Was gespeichert wurde, bleibt. Schaffen Sie Platz und setzen Sie dann fort.
paused-consent_missing = Es wird nichts aufgezeichnet. Lesen Sie den Hinweis noch einmal, wenn Sie weiterarbeiten möchten.
paused-crash = Was gespeichert wurde, bleibt. Nur Sie setzen fort.
paused-agent = Es wird nichts aufgezeichnet, und das Programm, das aufzeichnet, läuft nicht. Nur Sie setzen fort.

recorded-title = Das wird gerade aufgezeichnet
recorded-choices = Hinweis und Entscheidungen
recorded-on = Zeichnet auf
recorded-notes = Wenn Sie eine schreiben
recorded-trouble = Problem
recorded-paused = Pausiert
recorded-declined = Sie haben Nein gesagt
recorded-withdrawn = Ja widerrufen
recorded-undecided = Nicht entschieden
recorded-widened = Verlangt mehr, deshalb beendet
recorded-last = geprüft { $ago }
recorded-none = noch nichts
count-captures = { $count ->
    [one] Bild
   *[other] Bilder
}
count-notes = { $count ->
    [one] Notiz
   *[other] Notizen
}

notes-title = Notizen
notes-text = Was Sie hier schreiben, wartet im Ausgang wie alles andere.
notes-label = Eine Notiz über Ihre Arbeit
notes-placeholder = Woran arbeiten Sie?
notes-paused = Setzen Sie fort, um eine Notiz zu schreiben.
notes-add = Notiz hinzufügen
notes-no = Sie haben zu Arbeitsnotizen nicht Ja gesagt; deshalb gibt es hier nichts zu schreiben.
notes-decide = Hinweis und Entscheidungen

health-troubles = { $count ->
    [one] Etwas stimmt nicht
   *[other] { $count } Dinge stimmen nicht
}
health-show = Was zu tun ist

today = Heute
today-worked = { $worked } gearbeitet
today-empty = Heute noch nichts
today-empty-text = Hier erscheinen Minuten mit Aktivität, Bilder, Notizen, Pausen und Lücken.
timeline-name = { $worked } gearbeitet. Bilder: { $captures }. Notizen: { $notes }. Pausen: { $pauses }. Lücken: { $gaps }.
timeline-list = Pausen und Lücken
timeline-paused = Pausiert
timeline-paused-why = Pausiert: { $reason }
timeline-gap = { $category }: { $reason }

## Problems

problems-text = Was geschehen ist, was sicher ist und was Sie tun können. Nichts davon kostet gearbeitete Zeit.
problems-none = Alles funktioniert
problems-none-text = Was fällig war, ist geprüft und gespeichert. Geht etwas schief, steht hier, was sicher ist und was zu tun ist.
problem-what = Was geschah
problem-safe = Was sicher ist
problem-todo = Was zu tun ist
problem-unknown = Diese Version des Fensters hat dafür keine weiteren Worte. Was gespeichert wurde, bleibt. Der Code ist
problem-synced = { $requeued ->
    [0] Gesendet: { $sent }.
   *[other] Gesendet: { $sent }. Noch einmal auf den Weg gebracht: { $requeued }.
}
remedy-accept_restored = Noch einmal senden, was der Server verloren hat
remedy-outbox = Zum Ausgang
remedy-sync = Jetzt zu senden versuchen
remedy-session = Zur Sitzung
remedy-notice = Zu den Projekten
remedy-settings = Zu den Einstellungen
trouble-of = { $category }: { $title }

trouble-unsupported = Dieses System bietet keinen Weg, es aufzuzeichnen
trouble-unsupported-what = Die Arbeitsumgebung lässt Programme das nicht aufnehmen. Unter Wayland gilt das für Bilder anderer Fenster und für das Zählen darin.
trouble-unsupported-safe = Alles andere wird wie vereinbart aufgezeichnet. Wo das fehlt, steht eine Lückenmarke; Ihre Zeit zählt.
trouble-unsupported-todo = Melden Sie sich mit einer X11-Sitzung statt Wayland an, wo Ihr System das anbietet, oder sagen Sie dem Auftraggeber, dass dieser Computer es nicht aufzeichnen kann.
trouble-permission_denied = Das System verweigert es Candor
trouble-permission_denied-what = Das Betriebssystem fragt erst nach Ihrer Erlaubnis; sie wurde nicht gegeben oder zurückgenommen.
trouble-permission_denied-safe = Ohne sie wurde nichts aufgenommen. Wo es fehlt, steht eine Lückenmarke; Ihre Zeit zählt.
trouble-permission_denied-todo = Auf einem Mac: Systemeinstellungen, Datenschutz & Sicherheit, dann Bildschirmaufnahme für Bildschirmfotos, Eingabeüberwachung für Zahlen oder Kamera für Webcam-Fotos; schalten Sie Candor ein. Unter Windows: Einstellungen, Datenschutz und Sicherheit, Kamera. Unter Linux: Ihr Benutzerkonto braucht Zugriff auf die Kamera. Setzen Sie dann fort.
trouble-no_device = Es gibt kein solches Gerät
trouble-no_device-what = Wo eines gebraucht wurde, fand sich keine Kamera oder kein Bildschirm.
trouble-no_device-safe = Alles andere wird wie vereinbart aufgezeichnet. Wo das fehlt, steht eine Lückenmarke.
trouble-no_device-todo = Schließen Sie es an oder wählen Sie in den Einstellungen ein anderes.
trouble-busy = Ein anderes Programm benutzt das Gerät
trouble-busy-what = Ein anderes Programm, etwa ein Anruf, hatte die Kamera, als ein Bild fällig war.
trouble-busy-safe = Von jenem Programm wurde nichts genommen. Wo das Bild fehlt, steht eine Lückenmarke.
trouble-busy-todo = Nichts, wenn Sie in einem Anruf sind: Beim nächsten Mal wird es wieder versucht.
trouble-unplugged = Das Gerät wurde abgezogen
trouble-unplugged-what = Es war vorher da und ist jetzt weg.
trouble-unplugged-safe = Was vorher gespeichert wurde, bleibt. Wo Einträge fehlen, stehen Lückenmarken.
trouble-unplugged-todo = Schließen Sie es wieder an oder wählen Sie in den Einstellungen ein anderes.
trouble-stalled = Das Gerät antwortet nicht
trouble-stalled-what = Es wurde nach einem Eintrag gefragt und gab rechtzeitig keinen.
trouble-stalled-safe = Was vorher gespeichert wurde, bleibt. Wo der Eintrag fehlt, steht eine Lückenmarke.
trouble-stalled-todo = Beim nächsten Mal wird es wieder versucht. Bleibt es dabei, schließen Sie das Gerät neu an.
trouble-grab_failed = Das Bild ließ sich nicht aufnehmen
trouble-grab_failed-what = Die Aufnahme durch das System ist gescheitert.
trouble-grab_failed-safe = Es wurde nichts Halbes gespeichert. An seiner Stelle steht eine Lückenmarke.
trouble-grab_failed-todo = Beim nächsten Mal wird es wieder versucht. Bleibt es dabei, melden Sie die Meldung unten.
trouble-encode_failed = Das Bild ließ sich nicht kodieren
trouble-encode_failed-what = Es wurde aufgenommen, aber keine Datei daraus.
trouble-encode_failed-safe = Es wurde nichts Halbes gespeichert. An seiner Stelle steht eine Lückenmarke.
trouble-encode_failed-todo = Beim nächsten Mal wird es wieder versucht. Bleibt es dabei, melden Sie die Meldung unten.
trouble-too_large = Das Bild ist größer, als die Regeln erlauben
trouble-too_large-what = Auf keine Weise wurde es so klein, wie der Hinweis verspricht.
trouble-too_large-safe = Es wurde weggeworfen. An seiner Stelle steht eine Lückenmarke.
trouble-too_large-todo = Weniger oder kleinere Bildschirme helfen; Sie wählen sie in den Einstellungen. Oder sagen Sie es dem Auftraggeber.
trouble-interrupted = Die Aufzeichnung endete, bevor es vollständig war
trouble-interrupted-what = Eine Pause, ein Ende der Sitzung oder des Sensors kam dazwischen.
trouble-interrupted-safe = Es wurde nichts Halbes gespeichert. An seiner Stelle steht eine Lückenmarke.
trouble-interrupted-todo = Nichts. Es wird wieder aufgezeichnet, wenn Sie weiterarbeiten.
trouble-window_list_failed = Es ist nicht bekannt, welche Fenster offen sind
trouble-window_list_failed-what = Sie schließen Fenster von Bildschirmfotos aus, und das System sagte nicht, wo sie sind.
trouble-window_list_failed-safe = Es wurde kein Bild aufgenommen; nichts, was Sie ausschließen, war zu sehen. An seiner Stelle steht eine Lückenmarke.
trouble-window_list_failed-todo = Beim nächsten Mal wird es wieder versucht. Bleibt es dabei, melden Sie die Meldung unten.
trouble-black_frame = Das letzte Bild ist schwarz
trouble-black_frame-what = Der Bildschirm war aus, das System verbarg seinen Inhalt, oder die Kamera war verdeckt.
trouble-black_frame-safe = Was aufgenommen wurde, liegt im Ausgang wie alles andere. Dort können Sie es löschen.
trouble-black_frame-todo = Nichts, wenn Sie es so wollten. Sonst decken Sie die Kamera auf oder erlauben Sie Candor, den Bildschirm aufzunehmen.
trouble-overdue = Ein Eintrag kommt zu spät
trouble-overdue-what = Einer war fällig und ist nicht angekommen.
trouble-overdue-safe = Was vorher gespeichert wurde, bleibt, und Ihre Zeit zählt.
trouble-overdue-todo = Kommt er nicht von selbst, pausieren Sie und setzen Sie fort.
trouble-storage_full = Die Festplatte ist voll
trouble-storage_full-what = Es war kein Platz mehr, um etwas zu speichern; deshalb pausiert die Aufzeichnung.
trouble-storage_full-safe = Was gespeichert wurde, bleibt und kann weiter gesendet werden.
trouble-storage_full-todo = Schaffen Sie Platz und setzen Sie dann fort.
trouble-store_failed = Es ließ sich nicht speichern
trouble-store_failed-what = Die Festplatte nahm etwas nicht an; deshalb pausiert die Aufzeichnung.
trouble-store_failed-safe = Was vorher gespeichert wurde, bleibt.
trouble-store_failed-todo = Prüfen Sie, ob die Festplatte da ist und beschrieben werden kann, und setzen Sie dann fort.
trouble-indicator_lost = Die Anzeige kann nicht gezeigt werden
trouble-indicator_lost-what = Sie wurde verborgen oder verdeckt, oder der Bildschirm verschwand; deshalb endete die Aufzeichnung sofort.
trouble-indicator_lost-safe = Ohne sie wurde nichts aufgezeichnet. Was gespeichert wurde, bleibt.
trouble-indicator_lost-todo = Machen Sie auf dem Bildschirm Platz für sie und setzen Sie fort. Ohne sie zeichnet Candor nie auf.
trouble-sensor_lost = Der Prozess, der aufzeichnet, ist beendet
trouble-sensor_lost-what = Er endete von selbst oder wurde von einem anderen Programm beendet.
trouble-sensor_lost-safe = Es wird nichts aufgezeichnet, und was gespeichert wurde, bleibt.
trouble-sensor_lost-todo = Setzen Sie fort, um ihn wieder zu starten. Endet er immer wieder, melden Sie die Meldung unten.
trouble-server_unreachable = Der Server ist nicht erreichbar
trouble-server_unreachable-what = Die Verbindung fehlt, oder der Server des Auftraggebers läuft nicht.
trouble-server_unreachable-safe = Die Aufzeichnung läuft weiter, und was gesendet werden soll, liegt verschlüsselt auf diesem Computer. Nichts wird zweimal gesendet.
trouble-server_unreachable-todo = Nichts. Es wird gesendet, sobald der Server antwortet.
trouble-server_refused = Der Server lehnt ab, was gesendet wird
trouble-server_refused-what = Er antwortet, nimmt von diesem Computer aber gerade nichts an.
trouble-server_refused-safe = Die Aufzeichnung läuft weiter, und was gesendet werden soll, liegt verschlüsselt auf diesem Computer.
trouble-server_refused-todo = Es wird von selbst wieder versucht. Bleibt es dabei, zeigen Sie dem Auftraggeber die Meldung unten.
trouble-server_forgot = Der Server hat verloren, was er bestätigt hatte
trouble-server_forgot-what = Er scheint auf einen älteren Stand zurückgesetzt worden zu sein, etwa aus einer Sicherung.
trouble-server_forgot-safe = Ihr signiertes Protokoll beweist weiter, was vereinbart und gesendet wurde. Was noch hier ist, kann noch einmal gesendet werden; was Sie inzwischen gelöscht oder widerrufen haben, wird es nicht.
trouble-server_forgot-todo = Fragen Sie den Auftraggeber, ob der Server wiederhergestellt wurde. Wenn ja, senden Sie noch einmal, was er verloren hat.
trouble-notice_mismatch = Ein Hinweis sagt nicht, was seine Regeln sagen
trouble-notice_mismatch-what = Der Server schickte einen Hinweis, dessen Worte von den Bedingungen abweichen, nach denen aufgezeichnet würde.
trouble-notice_mismatch-safe = Candor hat ihn nicht angenommen. Danach wird nichts aufgezeichnet.
trouble-notice_mismatch-todo = Stimmen Sie auf keinem anderen Weg etwas zu. Sagen Sie es dem Auftraggeber und zeigen Sie die Meldung unten.
trouble-policy_refused = Regeln wurden abgelehnt
trouble-policy_refused-what = Der Server schickte Bedingungen, die diese Version von Candor nicht annimmt.
trouble-policy_refused-safe = Was Sie vorher erlaubt haben, gilt weiter, und sonst wird nichts aufgezeichnet.
trouble-policy_refused-todo = Suchen Sie nach einer neuen Version von Candor oder sagen Sie es dem Auftraggeber.
trouble-quarantined = Der Server hat Einträge abgelehnt
trouble-quarantined-what = Sie wurden gesendet und nicht angenommen.
trouble-quarantined-safe = Sie liegen auf diesem Computer, und Ihre Zeit zählt.
trouble-quarantined-todo = Im Ausgang sehen Sie, warum. Versuchen Sie es noch einmal oder löschen Sie sie.
trouble-deletion_refused = Eine Löschung wurde abgelehnt
trouble-deletion_refused-what = Sie baten den Server des Auftraggebers, etwas Gesendetes zu löschen, und er lehnte ab.
trouble-deletion_refused-safe = Was auf diesem Computer liegt, ist gelöscht, wie Sie wollten.
trouble-deletion_refused-todo = Bitten Sie den Auftraggeber, es zu löschen; im Hinweis steht, wie Sie ihn erreichen.
trouble-erasure_request_needed = Zu spät, um es sofort zu löschen
trouble-erasure_request_needed-what = Die Zeit ist vorbei, in der Gesendetes ohne Nachfrage gelöscht werden kann.
trouble-erasure_request_needed-safe = Auf diesem Computer ist nichts mehr davon. Der Auftraggeber hat es noch.
trouble-erasure_request_needed-todo = Bitten Sie den Auftraggeber, es zu löschen; im Hinweis steht, wie Sie ihn erreichen.
trouble-clock_wrong = Die Uhr geht falsch
trouble-clock_wrong-what = Die Uhren dieses Computers und des Servers weichen weiter voneinander ab, als sie sollten.
trouble-clock_wrong-safe = Die Aufzeichnung läuft weiter; ihre Reihenfolge hängt nicht von der Uhr ab.
trouble-clock_wrong-todo = Stellen Sie die Uhr des Computers auf seine Zeitzone und lassen Sie sie der Netzwerkzeit folgen.
trouble-shortcut_taken = Ein anderes Programm hat das Tastenkürzel
trouble-shortcut_taken-what = Die Tasten, die Sie zum Pausieren oder Beenden gewählt haben, gehören einem anderen Programm.
trouble-shortcut_taken-safe = Anzeige, Leiste und dieses Fenster pausieren und beenden wie bisher.
trouble-shortcut_taken-todo = Wählen Sie in den Einstellungen andere Tasten.

## Items, wherever they are shown

item-screenshot = Bildschirmfoto
item-screenshot-of = Bildschirmfoto von Monitor { $monitor }
item-still = Webcam-Foto
item-counts = Aktivitätszahlen
item-counts-of = Zahlen, { $minutes } Min.
item-note = Arbeitsnotiz
item-gap = Lücke: { $category }
item-gap-unnamed = Lücke
gap-deleted = vor dem Senden von Ihnen gelöscht
gap-declined = von Ihnen abgelehnt
gap-withdrawn = von Ihnen widerrufen
gap-paused = pausiert
gap-undecided = noch nicht entschieden
gap-sensor_failed = der Sensor konnte nichts liefern
gap-storage_full = kein Platz mehr, um es zu speichern
missing-deleted = Sie haben etwas vor dem Senden gelöscht
missing-declined = Nicht aufgezeichnet: Sie haben Nein gesagt
missing-withdrawn = Nicht aufgezeichnet: Sie haben Ihr Ja widerrufen
missing-paused = Pausiert
missing-undecided = Nicht aufgezeichnet: Sie haben nicht entschieden
missing-sensor_failed = Etwas ließ sich nicht aufzeichnen
missing-storage_full = Kein Platz mehr, um etwas zu speichern
item-session = Sitzungsübersicht
item-size = { $width } × { $height }, { $bytes }
item-blacked = teils geschwärzt
item-counted = { $keys } Tasten, { $clicks } Klicks, { $scroll } Radschritte, { $active } s aktiv
item-counted-brief = { $keys } Tasten
item-monitor = Monitor { $monitor }
item-worked = { $worked } gearbeitet
item-gone = Nicht mehr auf diesem Computer
finding-black = ganz schwarz
finding-blank = ganz in einer Farbe
finding-unchanged = wie das Bild davor
delete = Löschen
undo = Zurückholen
send-now = Jetzt senden
exact = Was genau gesendet wird
exact-size = Größe
exact-bytes = Bytes
exact-same = Das Bild, das Sie sehen, hat diesen Hash: Es sind genau diese Bytes.
exact-differs = Das Bild, das Sie sehen, hat einen anderen Hash. Trauen Sie ihm nicht und sehen Sie bei den Problemen nach.

## Outbox

outbox-text = Alles Aufgezeichnete wartet zuerst hier. Sehen Sie es an, schwärzen Sie Teile oder löschen Sie es.
outbox-empty = Nichts wartet
outbox-empty-text = Während einer Sitzung kommt jeder Eintrag hierher, bevor er gesendet wird, und bleibt so lange, wie der Hinweis es sagt. Sie können ihn ansehen, Teile eines Bildes schwärzen, ihn löschen oder früher senden.
outbox-list = Was wartet
outbox-strip = Bilder, die warten
outbox-back = Zurück zur Liste
outbox-previous = Das vorige
outbox-next = Das nächste
outbox-review = { $count ->
    [0] Nichts mehr durchzusehen
    [one] { $count } Eintrag durchzusehen
   *[other] { $count } Einträge durchzusehen
}
outbox-group-choice = { $count ->
    [one] Widerrufen: Bitte entscheiden Sie
   *[other] Widerrufen: { $count } brauchen Ihre Entscheidung
}
outbox-group-refused = Vom Server abgelehnt ({ $count })
outbox-group-leaving = Unterwegs ({ $count })
outbox-group-hour = { $from } bis { $to }
outbox-deleted = { $count ->
    [one] Gelöscht. Es kann nicht mehr gesendet werden.
   *[other] { $count } Einträge gelöscht. Sie können nicht mehr gesendet werden.
}
outbox-delete-asked = { $count ->
    [one] Es war schon gesendet. Der Server wird gebeten, es zu löschen.
   *[other] { $count } waren schon gesendet. Der Server wird gebeten, sie zu löschen.
}
outbox-released = { $count ->
    [one] Es ist unterwegs.
   *[other] { $count } Einträge sind unterwegs.
}
filter-kind = Art
filter-state = Stand
filter-all-kinds = Jede Art
filter-other = Lücken und Übersichten
filter-all = Jeder Stand
filter-held = In Durchsicht
filter-choice = Braucht Entscheidung
filter-deleting = Wird gelöscht
filter-leaving = Unterwegs
filter-none = Nichts dergleichen wartet
filter-clear = Alles zeigen
selection = Was ausgewählt ist
selected = { $count } ausgewählt
select-all = Alle auswählen
unselect = Auswahl aufheben
wait-held = geht in { $left }
wait-held-text = Wird in { $left } gesendet, wenn Sie nichts tun. Während der Computer schläft, steht die Zeit still.
wait-due = nächstes Senden
wait-due-text = Die Zeit zur Durchsicht ist um. Es geht mit dem nächsten Senden.
wait-frozen = noch { $left }
wait-frozen-text = Es wurde davor mit Ihrer Einwilligung aufgezeichnet. Es wird nur gesendet, wenn Sie es sagen, und am { $until } gelöscht.
wait-deleting = zurück: { $seconds } s
wait-deleting-text = { $seconds ->
    [one] Nichts sendet es. Noch { $seconds } Sekunde können Sie es zurückholen; dann ist es fort, und an seiner Stelle steht eine Lücke ohne Inhalt. Ihre Arbeitszeit bleibt.
   *[other] Nichts sendet es. Noch { $seconds } Sekunden können Sie es zurückholen; dann ist es fort, und an seiner Stelle steht eine Lücke ohne Inhalt. Ihre Arbeitszeit bleibt.
}
wait-claimed = unterwegs
wait-claimed-text = Unterwegs zum Auftraggeber. Wenn Sie es jetzt löschen, wird auch der Server gebeten, es zu löschen.
wait-quarantined = abgelehnt
wait-quarantined-text = Der Server hat es abgelehnt.
frozen-title = Sie haben dies widerrufen: { $category }
frozen-send = Trotzdem senden
frozen-delete = Löschen
refused-title = Der Server hat dies abgelehnt
refused-text = Es bleibt hier, und nichts sendet es von selbst. Versuchen Sie es noch einmal oder löschen Sie es.
refused-why = Was der Server sagte
deleting-title = Gelöscht
black-out = Schwärzen
black-out-how = Ziehen Sie über das, was niemand sehen soll. Mit der Tastatur: Fügen Sie ein Rechteck hinzu, verschieben Sie es mit den Pfeiltasten, ändern Sie mit Umschalt seine Größe.
black-out-add = Rechteck hinzufügen
black-out-apply = { $count ->
    [0] Schwärzen
    [one] { $count } Teil endgültig schwärzen
   *[other] { $count } Teile endgültig schwärzen
}
blacked-title = Geschwärzt
blacked-text = Das Bild, wie es war, ist fort, auch hier. Nur dieses gibt es noch, und nur dieses kann gesendet werden.
viewer-picture = Bild
viewer-alt = Das Bild, wie es gesendet würde
viewer-fit = Einpassen
viewer-smaller = Kleiner
viewer-larger = Größer
viewer-zoom = { $share } %
viewer-rect = Rechteck { $number } von { $count }: { $x } von links, { $y } von oben, { $w } breit, { $h } hoch
counts-explained = Summen für jede Minute. Welche Tasten es waren, weiß niemand.
counts-minute = Minute
counts-keys = Tasten
counts-clicks = Klicks
counts-scroll = Rad
counts-pointer = Zeiger, px
counts-active = Aktiv
counts-seconds = { $seconds } s
counts-delete = Zahlen von { $time } löschen
gap-explained = Sie sagt, dass etwas fehlt, wann und warum. Sie enthält nichts weiter, und Ihre Arbeitszeit zählt trotzdem.
summary-explained = Wann die Sitzung begann und endete und wie lange Sie darin gearbeitet haben. Sonst nichts.

## My data

data-text = Was aufgezeichnet wurde, wer es ansah und was vereinbart ist. Alles lässt sich prüfen und mitnehmen.
data-history = Verlauf
data-looks = Wer hinsah
data-ledger = Protokoll
data-consents = Einwilligungen
data-take = Mitnehmen oder löschen
more = Mehr zeigen
saved-file = Gespeichert.
in-quotes = „{ $text }“
history-empty = Noch kein Tag
history-empty-text = Jeder Tag, an dem Sie arbeiten, erscheint hier: was aufgezeichnet wurde, was fehlt und warum.
history-days = Tage
history-day = { $day }, { $worked } gearbeitet
history-zone = Zeitzone: { $zone }
history-now = jetzt
history-none = An diesem Tag begann keine Sitzung.
history-everything = Alles einzeln ({ $count })
history-counts = { $count ->
    [one] Und die Zahlen von { $count } Minute
   *[other] Und die Zahlen von { $count } Minuten
}
event-started = Begonnen
event-paused = Pausiert
event-paused-because = Pausiert: { $reason }
event-resumed = Fortgesetzt
event-resumed-because = Fortgesetzt: { $reason }
event-stopped = Beendet
event-stopped-because = Beendet: { $reason }
place-here = auf diesem Computer
place-leaving = unterwegs
place-sent = gesendet
place-deleted = gelöscht
place-refused = abgelehnt
place-count-here = { $count } auf diesem Computer
place-count-leaving = { $count } unterwegs
place-count-sent = { $count } gesendet
place-count-deleted = { $count } gelöscht
place-count-refused = { $count } abgelehnt
looks-text = Wer bei einem Auftraggeber ein Bild von Ihnen öffnet, wird vom Server vermerkt, und Sie sehen es hier.
looks-empty = Noch niemand hat hingesehen
looks-empty-text = Soweit die Server es sagen, wurde kein Bild von Ihnen geöffnet.
looks-none-known = Es ist keine Einsicht bekannt
looks-none-known-text = Wer geantwortet hat, nennt keine. Was die anderen sagen würden, ist nicht bekannt.
looks-unreached = Nicht alle haben geantwortet
looks-unreached-text = Diese waren gerade nicht zu erreichen, daher können Einträge fehlen: { $clients }.
looks-role = { $role } bei { $client }
looks-capture = öffnete ein Bild vom { $at }
ledger-text = Ein signiertes Protokoll auf diesem Computer: was Ihnen gezeigt wurde, was Sie entschieden haben und was geschah. Nichts darin kann unbemerkt geändert oder entfernt werden. Inhalte stehen nicht darin.
ledger-of = Auftraggeber
ledger-count = { $size ->
    [one] { $size } Eintrag, { $cosigned } davon vom Server gegengezeichnet
   *[other] { $size } Einträge, { $cosigned } davon vom Server gegengezeichnet
}
ledger-older = Ältere Einträge
ledger-unsigned = noch nicht gegengezeichnet
entry-enrolled = Dieser Computer ist dem Auftraggeber beigetreten.
entry-notice = Ihnen wurde der Hinweis von { $project } gezeigt.
entry-granted = Sie haben { $project } erlaubt: { $category }.
entry-declined = Sie haben für { $project } abgelehnt: { $category }.
entry-withdrawn = Sie haben für { $project } widerrufen: { $category }.
entry-started = Eine Sitzung von { $project } begann.
entry-started-because = Eine Sitzung von { $project } begann: { $reason }.
entry-paused = Die Sitzung von { $project } wurde pausiert.
entry-paused-because = Die Sitzung von { $project } wurde pausiert: { $reason }.
entry-resumed = Die Sitzung von { $project } ging weiter.
entry-resumed-because = Die Sitzung von { $project } ging weiter: { $reason }.
entry-stopped = Die Sitzung von { $project } endete.
entry-stopped-because = Die Sitzung von { $project } endete: { $reason }.
entry-records = { $count ->
    [one] { $count } Datensatz wurde zum Senden bereit gemacht.
   *[other] { $count } Datensätze wurden zum Senden bereit gemacht.
}
entry-deletion = { $count ->
    [one] Sie haben { $count } Eintrag von { $project } gelöscht ({ $category }).
   *[other] Sie haben { $count } Einträge von { $project } gelöscht ({ $category }).
}
entry-deletion-withdrawn = { $count ->
    [one] { $count } Eintrag von { $project } ({ $category }) wurde nach Ihrem Widerruf gelöscht.
   *[other] { $count } Einträge von { $project } ({ $category }) wurden nach Ihrem Widerruf gelöscht.
}
entry-redaction = Sie haben einen Teil eines Bildes von { $project } geschwärzt.
entry-wipe = Alles auf diesem Computer wurde gelöscht, nur dieses Protokoll nicht.
entry-unknown = Ein Eintrag von einer Art, die diese Version nicht kennt: { $kind }.
verify = Prüfen
verify-title = Alles prüfen
verify-text = Rechnet jeden Hash und jede Signatur auf diesem Computer nach. Nichts wird gesendet, und niemandem muss man glauben.
verify-good = Alles stimmt
verify-failed = Etwas stimmt nicht
verify-failed-text = Etwas, das hier liegt, wurde geändert, beschädigt oder ausgelassen. Löschen Sie nichts. Bewahren Sie die Meldung unten auf und bitten Sie um Hilfe.
verify-ledgers = Protokolle:
verify-ledgers-text = eines für jeden Auftraggeber, dem Sie mit diesem Computer beigetreten sind.
verify-entries = Einträge:
verify-entries-text = in der richtigen Folge, unverändert und mit dem Schlüssel dieses Computers signiert.
verify-records = Datensätze:
verify-records-text = Gesendet wurde, was das Protokoll sagt, und Ihre Einwilligung deckt es.
verify-captures = Bilder:
verify-captures-text = Die Bytes hier sind die, die aufgezeichnet wurden.
verify-receipts = Belege:
verify-receipts-text = Jeder passt zu der Entscheidung und dem Hinweis, die er nennt.
verify-cosigned = Gegengezeichnete Einträge:
verify-cosigned-text = Die Server haben dafür unterschrieben und können sie nicht abstreiten.
receipt = Beleg
receipt-title = Beleg
receipt-when = Wann
receipt-client = Auftraggeber
receipt-purpose = Zweck
receipt-seen = Wer es sieht
receipt-where = Wo
receipt-kept = Wie lange
receipt-document = Das Dokument (JSON-LD), für andere Programme
consents-text = Was Sie für jedes Projekt erlaubt haben. Zum Widerrufen genügt ein Klick; die Aufzeichnung dieser Art endet sofort.
consents-empty = Sie sind keinem Auftraggeber beigetreten
consents-empty-text = Nichts ist vereinbart, und nichts kann aufgezeichnet werden.
consents-notice = Hinweis lesen
consents-since = seit { $at }
consent-granted = erlaubt
consent-declined = abgelehnt
consent-withdrawn = widerrufen
consent-undecided = nicht entschieden
consent-widened = verlangt mehr
withdraw-of = { $category } für { $project } widerrufen
withdrawn-title = Widerrufen: { $category }
withdrawn-text = Nichts dieser Art wird mehr aufgezeichnet.
withdrawn-required = An diesem Projekt kann ohne sie nicht gearbeitet werden.
withdrawn-frozen = { $count ->
    [0] Nichts davon wartete hier. Was vorher gesendet wurde, ist beim Auftraggeber.
    [one] { $count } Eintrag wartet im Ausgang auf Ihre Entscheidung und wird in einem Tag gelöscht. Was vorher gesendet wurde, ist beim Auftraggeber.
   *[other] { $count } Einträge warten im Ausgang auf Ihre Entscheidung und werden in einem Tag gelöscht. Was vorher gesendet wurde, ist beim Auftraggeber.
}
leave = Verlassen
leave-title = { $client } verlassen?
leave-withdraws = Alles, was Sie erlaubt haben, wird widerrufen. Eine Sitzung für diesen Auftraggeber endet.
leave-waiting = Was im Ausgang wartet, wird nicht gesendet. Es wird nach einem Tag von selbst gelöscht.
leave-holds = Was gesendet wurde, bleibt bei { $client }, bis seine Zeit um ist. Um es früher löschen zu lassen, schreiben Sie an { $contact }.
leave-ledger = Das Protokoll und Ihre Belege bleiben auf diesem Computer, damit Sie beweisen können, was vereinbart war.
leave-again = Um wieder für diesen Auftraggeber zu arbeiten, brauchen Sie eine neue Einladung.
leave-do = Verlassen
left-title = Sie haben { $client } verlassen
left-held = { $count ->
    [0] Dort liegen keine Datensätze von Ihnen.
    [one] Dort liegt { $count } Datensatz von Ihnen.
   *[other] Dort liegen { $count } Datensätze von Ihnen.
}
left-told = Der Server weiß davon.
left-untold = Der Server war nicht zu erreichen; er erfährt es, sobald es geht.
export-title = Alles mitnehmen
export-text = Eine Datei mit allem, was hier über Sie liegt: Datensätze, Bilder, Hinweise, Belege und Protokolle.
export = Exportieren
export-progress = { $done } von { $total }
export-done = Exportiert
export-done-text = { $records } Datensätze und { $captures } Bilder, { $bytes }.
export-care = Die Datei ist nicht verschlüsselt. Jeder kann sie mit „candor verify“ prüfen, und wer sie hat, kann sie lesen.
wipe-title = Alles auf diesem Computer löschen
wipe-text = Beendet alle Anmeldungen und löscht, was hier liegt. Was Auftraggeber schon haben, bleibt unberührt.
wipe = Löschen …
wipe-ask = Alles hier löschen?
wipe-lost = Endgültig verloren: alles, was wartet, alle Bilder und Datensätze hier, die Schlüssel der Anmeldungen dieses Computers. Was nicht gesendet wurde, kann nie mehr gesendet werden.
wipe-kept = Es bleiben: die Protokolle, an deren Ende steht, dass Sie gelöscht haben. Was gesendet wurde, bleibt bei den Auftraggebern; um es löschen zu lassen, fragen Sie diese.
wipe-running = Eine Sitzung ist offen. Sie endet zuerst.
wipe-word = löschen
wipe-type = Tippen Sie „{ $word }“, um fortzufahren
wipe-do = Alles löschen
wiped-title = Alles hier ist gelöscht
wiped-text = { $items } Einträge sind fort. { $ledgers } Protokolle bleiben. Um wieder zu arbeiten, brauchen Sie eine neue Einladung.

## Settings

settings-text = Jede davon kann nur verringern, was aufgezeichnet wird. Änderungen gelten sofort.
settings-pictures = Bilder
settings-pausing = Pausen von selbst
settings-pausing-text = Eine Sitzung pausiert auch, wenn der Bildschirm gesperrt ist oder der Computer schläft. Nur Sie setzen sie fort.
settings-keys = Tastenkürzel in jedem Programm
settings-keys-text = Sie wirken, während ein anderes Programm vorn ist. Sie pausieren und beenden; nichts beginnt durch ein Tastenkürzel.
settings-computer = Dieser Computer
settings-safety = Sicherheit und Programm
set-exclusions = Ausgelassene Fenster
set-exclusions-text = Sie werden in Bildschirmfotos geschwärzt, bevor das Bild gespeichert wird. Niemand sieht sie, auch Sie nicht.
set-private = Private Fenster
set-private-text = Auch private Fenster von Browsern werden geschwärzt, wo sie zu erkennen sind.
exclusion-add = Fenster auslassen
exclusion-pick-text = Diese Liste entsteht jetzt und wird nirgends aufbewahrt. Nur Ihre Auswahl wird vermerkt.
exclusion-open = Gerade offen
exclusion-again = Neu ansehen
exclusion-none = Offene Fenster lassen sich hier nicht auflisten. Nennen Sie unten eines.
exclusion-take = Auslassen
exclusion-take-of = { $application } auslassen
exclusion-taken = Ausgelassen
exclusion-own = Nach Namen
exclusion-application = Programm
exclusion-window = Fenstertitel
exclusion-star = * steht für Beliebiges. Sind beide angegeben, müssen beide passen.
exclusion-own-add = Diese auslassen
exclusion-app = Alle Fenster von { $application }
exclusion-title = Fenster mit dem Titel „{ $title }“
exclusion-both = { $application }: „{ $title }“
exclusion-remove = Wieder zeigen: { $name }
monitors = Monitore
monitors-text = Bildschirmfotos entstehen nur von denen, die an sind.
monitors-none = Monitore lassen sich hier nicht auflisten.
monitor-main = Hauptmonitor
monitor-on = wird abgebildet
monitor-off = wird nie abgebildet
camera = Kamera
camera-text = Für Webcam-Fotos, wo ein Projekt sie hat und Sie sie erlaubt haben.
camera-first = Die erste des Systems
camera-try = Ausprobieren
camera-try-text = Macht ein Foto, zeigt es hier und bewahrt es nirgends auf.
camera-seen = Was die Kamera sieht
set-tell = Jede Aufnahme melden
set-tell-text = Eine Benachrichtigung bei jedem Bild, auch wo die Regelung keine verlangt.
set-idle = Wenn Sie nichts tun
set-idle-text = Wo Aktivität gezählt wird, pausiert die Sitzung nach dieser Zeit ohne Aktivität.
idle-after = { $minutes ->
    [one] nach { $minutes } Minute
   *[other] nach { $minutes } Minuten
}
idle-never = nie
set-hours = Arbeitszeiten
set-hours-text = Außerhalb davon pausiert eine Sitzung, und nichts wird aufgezeichnet.
hours-days = Tage
hours-from = Von
hours-to = Bis
hours-wrong = Das Ende muss nach dem Anfang liegen.
hours-unread = Schreiben Sie es wie { $example }.
shortcut-record = Festlegen
shortcut-change = Ändern
shortcut-press = Tasten drücken …
shortcut-may-be = Ein Buchstabe, eine Ziffer oder F1 bis F24, zusammen mit Strg, Alt oder Super.
shortcut-why-key = Diese Taste geht nicht. Nehmen Sie einen Buchstaben von A bis Z, eine Ziffer oder F1 bis F24.
shortcut-why-modifier = Halten Sie Strg, Alt oder Super dazu; sonst ginge Ihnen eine Taste zum Schreiben verloren.
shortcut-why-taken = Diese Tasten sind schon belegt: { $label }
shortcut-record-of = Tastenkürzel festlegen: { $label }
shortcut-remove-of = Tastenkürzel entfernen: { $label }
set-theme = Aussehen
set-language-text = Auch von Anzeige, Symbolleiste und Benachrichtigungen.
set-autostart = Mit dem Computer starten
set-autostart-text = Candor steht dann bereit und zeichnet nichts auf, bis Sie eine Sitzung beginnen.
set-upload = Sendegeschwindigkeit
set-upload-text = Lässt Ihnen den Rest Ihrer Verbindung.
upload-free = so schnell es geht
upload-most = höchstens { $rate } KiB je Sekunde
set-key = Der Schlüssel zu Ihren Daten
set-key-keychain = Er liegt im Schlüsselbund des Systems. Was hier liegt, ist damit verschlüsselt.
set-key-passphrase = Ihre Passphrase öffnet ihn. Sie werden bei jedem Start von Candor danach gefragt.
set-key-file = Er liegt in einer Datei, die nur Ihr Konto lesen kann. Wer an diese Datei kommt, kann lesen, was hier liegt.
key-name-keychain = Schlüsselbund
key-name-passphrase = Passphrase
key-name-file = Datei
about = Über Candor
about-version = Version
about-engine = Dienst
about-system = System
about-home = Datenordner
about-licences = Lizenzen
update-title = Neue Versionen
update-text = Candor sucht nur danach, wenn Sie es wollen, und installiert keine von selbst.
update-look = Nach einer neuen Version suchen
update-newest = Das ist die neueste Version.
update-there = Eine neue Version ist da: { $version }
update-there-text = Sie wird nur installiert, wenn Sie es sagen. Bis dahin bleibt alles, wie es ist.
update-notes = Was neu ist
update-install = Installieren …
update-done = Version { $version } ist installiert
update-done-text = Candor ist die neue Version, sobald Sie dieses Fenster schließen und wieder öffnen.
