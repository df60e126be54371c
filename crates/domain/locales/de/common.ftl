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
change-covered-begun = Bilder bleiben verdeckt, bis jemand sie sehen möchte. Bisher waren sie sofort zu sehen.
change-covered-ended = Bilder sind sofort zu sehen. Bisher blieb jedes verdeckt, bis jemand es sehen wollte.
change-reason-begun = Wer ein Bild ansieht, muss sagen, warum. Bisher musste das niemand.
change-reason-ended = Wer ein Bild ansieht, muss nicht mehr sagen, warum.

# Columns and words of an exported timesheet.
sheet-agent = Person
sheet-project = Projekt
sheet-day = Tag
sheet-worked = Gearbeitet (Stunden:Minuten)
sheet-minutes = Gearbeitete Minuten
sheet-adjusted = Von Hand angepasst (Minuten)
sheet-reasons = Angepasst von, und warum
sheet-review = Prüfung
sheet-synthetic = Aus einem Test
sheet-yes = ja
sheet-by-hand = Von Hand
sheet-title = Stundenzettel
sheet-period = { $from } bis { $to }, Tage in { $zone }
sheet-made = Erstellt am { $day } um { $time }. Stunden und Minuten, wie sie aufgezeichnet wurden; eine Lücke nimmt nichts davon.
sheet-sum = Zusammen
sheet-page = Seite { $page } von { $pages }
sheet-nothing = In diesem Zeitraum wurde nichts gearbeitet.
review-approved = bestätigt
review-questioned = in Frage gestellt

# The page that explains an agent's export.
takeout-title = Was der Server für { $client } über Sie aufbewahrt
takeout-made = Für { $name }, erstellt am { $at } (UTC).
takeout-counts = Einträge: { $records }. Bilder: { $captures }. Blicke darauf: { $looks }. Belege: { $receipts }.
takeout-files = Was in dieser Datei ist
takeout-profile = wer Sie für den Auftraggeber sind, Ihre Geräte, und was zu jeder Art von Daten gilt
takeout-account = das Konto, mit dem Sie sich anmelden, mit Sitzungen und Passkeys
takeout-records = alles, was Ihre Geräte gesendet haben: Zählungen, Bilder, Notizen, Lücken, Sitzungen. Wo etwas gelöscht wurde oder seine Zeit um ist, nur noch, dass es da war
takeout-captures = die Bilder als WebP, so wie der Server sie hat
takeout-ledgers = das Protokoll der Einwilligungen jedes Ihrer Geräte, je Zeile ein unterschriebener Eintrag, mit dem Prüfpunkt, den der Server zuletzt unterschrieben hat
takeout-receipts = Ihre Entscheidungen als Einwilligungsbelege (ISO/IEC TS 27560, DPV JSON-LD), benannt nach dem SHA-256 der Belege, die Ihr Gerät erstellt hat
takeout-notices = die Hinweise, über die Sie entschieden haben, Wort für Wort
takeout-policies = was jedes Projekt erhebt, Fassung für Fassung
takeout-looks = wer wann welches Bild angesehen hat, und warum, wo es gesagt wurde
takeout-reviews = was Mitglieder zu Ihrer Zeit gesagt und von Hand angepasst haben, und Ihre Antworten
takeout-log = was Sie laut Protokoll hier getan haben
takeout-more = Einladungen, anderswo erklärte Widerrufe, Löschungen vor dem Eintreffen, Alarme zu Ihren Geräten
takeout-missing = Was nicht darin ist
takeout-missing-device = Was nur auf Ihrem Computer ist: was dort auf Ihre Durchsicht wartet, und der Schlüssel. Das gibt das Fenster von Candor heraus.
takeout-missing-deleted = Der Inhalt dessen, was gelöscht wurde, von Ihnen oder weil seine Zeit um war. Hier ist er nicht mehr. Eine Sicherungskopie kann ihn noch eine Weile enthalten: Fragen Sie den Auftraggeber.
takeout-missing-secrets = Womit Sie sich ausweisen: Passwörter, Codes und Schlüssel sind so aufbewahrt, dass niemand sie lesen kann.
takeout-missing-sums = Summen je Stunde und der Verlauf Ihrer Sitzungen: Beides wird aus dem errechnet, was hier liegt.
takeout-contact = Fragen zu Ihren Daten: { $contact }, oder per Post an { $address }. Beschweren können Sie sich bei: { $authority }.
