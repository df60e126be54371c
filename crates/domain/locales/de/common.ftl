# Words that the notice, the command line and the windows share.
# Names of categories, states and reasons end in the names that their JSON has.

language = Deutsch

category-activity_counts = Aktivitätszahlen
category-screenshots = Bildschirmfotos
category-webcam_stills = Webcam-Fotos
category-work_notes = Arbeitsnotizen

# One sentence each, for lists and for the moment of asking.
category-activity_counts-short = Wie viele Tastendrücke, Klicks und Radschritte es in jeder Minute waren, nie welche Tasten.
category-screenshots-short = Bilder Ihrer Bildschirme, ab und zu aufgenommen.
category-webcam_stills-short = Einzelne Bilder Ihrer Webcam, ab und zu aufgenommen.
category-work_notes-short = Was Sie selbst über Ihre Arbeit schreiben möchten.

requirement-off = nicht erhoben
requirement-optional = freiwillig
requirement-required = erforderlich

decision-granted = erlaubt
decision-declined = abgelehnt
decision-withdrawn = widerrufen
decision-none = noch nicht entschieden

state-idle = keine Aufzeichnung
state-running = Aufzeichnung läuft
state-paused = pausiert

reason-agent = auf Ihren Wunsch
reason-idle = eine Zeit lang keine Aktivität
reason-screen_locked = der Bildschirm war gesperrt
reason-suspended = der Computer ging in den Ruhezustand
reason-working_hours = außerhalb der Arbeitszeiten
reason-indicator_lost = die Anzeige konnte nicht gezeigt werden
reason-sensor_lost = der Aufzeichnungsprozess endete von selbst
reason-storage_full = kein Platz mehr, um etwas zu speichern
reason-consent_missing = eine erforderliche Art von Daten ist nicht mehr erlaubt
reason-crash = Candor wurde unerwartet beendet

gap-deleted = vor dem Senden von der arbeitenden Person gelöscht
gap-declined = von der arbeitenden Person abgelehnt
gap-withdrawn = von der arbeitenden Person widerrufen
gap-paused = pausiert
gap-undecided = noch nicht entschieden
gap-sensor_failed = der Sensor konnte nichts liefern
gap-storage_full = kein Platz mehr, um es zu speichern

date = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }

minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
