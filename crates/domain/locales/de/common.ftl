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

# Working hours, such as: Monday to Friday, 09:00 to 17:30.
working-hours = { $days }, { $from } bis { $to } Uhr
working-hours-none = zu jeder Zeit
weekday-mon = Montag
weekday-tue = Dienstag
weekday-wed = Mittwoch
weekday-thu = Donnerstag
weekday-fri = Freitag
weekday-sat = Samstag
weekday-sun = Sonntag
weekdays-all = täglich
weekdays-range = { $first } bis { $last }
weekdays-more = { $days }, { $day }
weekdays-last = { $days } und { $day }

# What is different between two versions of a policy: sentences that stand on their own, and parts of them.
change-begun = { $category }: jetzt erhoben ({ $requirement }), bisher nicht.
change-ended = { $category }: nicht mehr erhoben.
change-requirement = { $category }: { $new } statt { $old }.
change-rate = { $category }: bis zu { $new } in der Stunde statt { $old }.
change-kilobytes = { $category }: jeweils bis zu { $new } kB statt { $old } kB.
change-bytes = { $category }: jeweils bis zu { $new } Byte statt { $old } Byte.
change-announce = { $category }: jetzt { $new }, bisher { $old }.
announced-none = keine Benachrichtigung
announced-after = eine Benachrichtigung nach jedem Bild
announced-before = eine Benachrichtigung { $seconds } Sekunden vor jedem Bild
change-purpose = { $category }: Als Zweck nennt { $client } jetzt „{ $new }“ statt „{ $old }“.
change-basis = { $category }: Rechtsgrundlage ist jetzt { $new }, bisher { $old }.
basis-name-consent = Ihre Einwilligung (Artikel 6 Absatz 1 Buchstabe a DSGVO)
basis-name-contract = ein Vertrag mit Ihnen (Artikel 6 Absatz 1 Buchstabe b DSGVO)
basis-name-legal_obligation = eine rechtliche Verpflichtung (Artikel 6 Absatz 1 Buchstabe c DSGVO)
basis-name-legitimate_interests = ein berechtigtes Interesse (Artikel 6 Absatz 1 Buchstabe f DSGVO)
change-seen-too = { $category }: jetzt auch zu sehen für „{ $name }“.
change-seen-less = { $category }: nicht mehr zu sehen für „{ $name }“.
change-seen-order = { $category }: zu sehen für dieselben wie bisher, nur anders aufgeführt.
change-kept = { $category }: { $new ->
    [one] { $new } Tag
   *[other] { $new } Tage
} lang aufbewahrt statt { $old }.
change-location = { $category }: Ort der Aufbewahrung ist jetzt „{ $new }“ statt „{ $old }“.
change-declining = { $category }: Für den Fall, dass Sie Nein sagen, schreibt { $client } jetzt „{ $new }“ statt „{ $old }“.
# Where the difference can't be seen, such as a second space.
change-unseen = { $category }: „{ $label }“ liest sich wie bisher, wurde aber neu geschrieben: „{ $new }“.
change-review = Zeit, alles anzusehen, bevor es gesendet wird: { $new ->
    [one] { $new } Minute
   *[other] { $new } Minuten
} statt { $old }.
change-grace = Zeit, in der Sie ein Bild nach dem Senden noch sofort löschen können: { $new ->
    [one] { $new } Stunde
   *[other] { $new } Stunden
} statt { $old }.
change-hours = Wann eine Sitzung laufen kann: { $new }. Bisher: { $old }.

# Columns and words of an exported timesheet.
sheet-agent = Person
sheet-project = Projekt
sheet-day = Tag
sheet-worked = Gearbeitet (Stunden:Minuten)
sheet-minutes = Gearbeitete Minuten
sheet-review = Prüfung
review-approved = bestätigt
review-questioned = in Frage gestellt
