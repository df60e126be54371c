# The notice: what a person reads before deciding. It is hashed as it is shown, so a change here changes the notices of
# policies published from then on, never those that were published before. Devices compare a notice with what they render
# from its policy: once a version of Candor is released, a change here needs the old texts kept beside the new ones.
# Text that a client wrote is always passed in as an argument and set in quotation marks.

title = Was dieses Projekt über Ihre Arbeit aufzeichnen würde
intro = Bitte lesen Sie dies, bevor Sie sich entscheiden. Zu diesen Bedingungen wird nichts aufgezeichnet, bevor Sie Ja gesagt haben. Sie werden zu jeder Art von Daten einzeln gefragt, Sie können zu manchen Ja und zu anderen Nein sagen, und Sie können Ihre Meinung jederzeit ändern.

project = Projekt
ordered-by = Im Auftrag von
ordered-by-text = { $client }. Diese Stelle entscheidet, was in diesem Projekt aufgezeichnet wird, und ist dafür verantwortlich.
ordered-by-law = Nach dem Recht von: { $jurisdiction }
ordered-by-contact = Bei Fragen zu Ihren Daten: { $contact }
ordered-by-address = Per Post: { $address }
operator = Betrieben von
operator-text = { $operator }. Diese Stelle bewahrt die Daten im Auftrag von { $client } auf und darf sie für nichts anderes verwenden.
policy = Regeln
policy-text = Version { $version }, veröffentlicht am { $date }. Projektkennung { $project }.
testing = Zum Testen
testing-text = Dieses Projekt dient dem Testen und kann erfundene Einträge enthalten.

short = In Kürze
short-line = { $category }: { $requirement }
short-announced = { $category }: { $announced }
short-hours = Nur in der Arbeitszeit: { $hours }

never = Was nie aufgezeichnet wird
never-keys = Welche Tasten Sie drücken. Candor zählt Tastendrücke; es gibt darin keinen Ort, an dem eine Taste oder ein Text gespeichert werden könnte.
never-clipboard = Was Sie kopieren und einfügen oder von einer Stelle zu einer anderen ziehen.
never-sound = Ton. Candor benutzt das Mikrofon nicht und hört nicht mit, was Sie abspielen.
never-hidden = Im Verborgenen wird nichts aufgezeichnet. Solange gezählt wird oder Bilder aufgenommen werden, steht auf Ihrem Bildschirm eine kleine Anzeige mit den Worten „Candor zeichnet auf“. Niemand kann die Aufzeichnung aus der Ferne einschalten, und es gibt keinen versteckten Modus.
never-paused = Solange keine Sitzung läuft, und während Sie pausieren, wird nichts aufgezeichnet.
never-inferred = Ihre Gefühle, Ihr Gesicht als Mittel, Sie zu identifizieren, oder der Rhythmus Ihres Tippens. Nichts davon wird aus dem abgeleitet, was aufgezeichnet wird.
never-elsewhere = Ihre Dateien, Ihre Nachrichten, Ihre Passwörter, Ihr Surfen im Internet oder Ihr Standort als solche.
never-shown = { never-elsewhere } Ein Bildschirmfoto zeigt aber, was in diesem Augenblick auf Ihren Bildschirmen zu sehen ist, was auch immer es ist.
never-category = { $category }: Dieses Projekt erhebt sie nicht, und Candor wird nicht danach fragen.

heading = { $category }: { $requirement }
what = Was genau
sample = Wie ein Beispiel aussieht
often = Wie oft
why = Wozu
basis = Auf welcher Grundlage
seen = Wer es sieht
kept = Wo und wie lange
declining = Wenn Sie Nein sagen
withdrawing = Wenn Sie Ihre Meinung ändern
# What a client wrote, where only it stands.
quoted = „{ $text }“
quote = { $client } sagt dazu: „{ $text }“
unsaid = { $client } hat dazu nichts gesagt. Fragen Sie nach, bevor Sie sich entscheiden.

what-activity_counts = Für jede Minute einer Sitzung: wie viele Tasten Sie gedrückt haben, wie viele Maustasten, um wie viele Schritte Sie das Rad gedreht haben, wie viele Pixel weit sich der Zeiger bewegt hat und in wie vielen Sekunden irgendetwas davon geschah. Das sind Summen. Aus ihnen kann niemand erkennen, was Sie getippt oder wohin Sie geklickt haben.
what-screenshots = Bilder Ihrer Bildschirme, und zwar aller angeschlossenen, in voller Größe. Sie zeigen, was gerade zu sehen ist: die Arbeit, aber auch eine private Nachricht oder einen Namen, wenn so etwas gerade offen ist. Kein Bild belegt mehr als { $kilobytes } kB.
what-webcam_stills = Einzelne Bilder Ihrer Webcam. Sie zeigen Sie und den Raum hinter Ihnen. Die Kamera wird für ein Bild eingeschaltet und danach wieder ausgeschaltet; es gibt kein Video und keinen Ton. Kein Bild belegt mehr als { $kilobytes } kB.
what-work_notes = Die Worte, die Sie selbst in Candor über Ihre Arbeit schreiben, wann und wie Sie möchten. Nichts wird ihnen hinzugefügt außer der Uhrzeit.

sample-activity_counts = „14:03 bis 14:04 Uhr: 212 Tasten, 9 Klicks, 4 Radschritte, 3810 Pixel, aktiv in 41 von 60 Sekunden.“
sample-screenshots = Ein Bild von jedem Bildschirm, so wie Sie selbst ihn sehen (eine WebP-Datei), mit der Uhrzeit. { $minutes ->
    [0] Dieses Projekt lässt Ihnen keine Zeit, die Datei anzusehen, bevor sie gesendet wird.
   *[other] Sie können genau diese Datei ansehen, bevor sie gesendet wird.
}
sample-webcam_stills = Ein Bild, wie Ihre Kamera es in einem Videoanruf zeigen würde (eine WebP-Datei), mit der Uhrzeit. { $minutes ->
    [0] Dieses Projekt lässt Ihnen keine Zeit, die Datei anzusehen, bevor sie gesendet wird.
   *[other] Sie können genau diese Datei ansehen, bevor sie gesendet wird.
}
sample-work_notes = „14:20 Uhr: Höhenlinien fertig, warte auf die Tiefendaten.“

often-activity_counts = { $count ->
    [0] Zurzeit gar nicht.
    [60] Einmal in der Minute, solange eine Sitzung läuft. Bei einer Pause oder am Ende wird aus dem, was bis dahin gezählt wurde, eine kürzere Zählung.
    [one] Höchstens einmal in der Stunde, solange eine Sitzung läuft.
   *[other] Höchstens { $count }-mal in der Stunde, solange eine Sitzung läuft.
}
often-screenshots = { $count ->
    [0] Zurzeit gar nicht.
    [one] Höchstens einmal in der Stunde, solange eine Sitzung läuft, zu einem zufällig gewählten Zeitpunkt.
   *[other] Höchstens { $count }-mal in der Stunde, solange eine Sitzung läuft, zu zufällig gewählten Zeitpunkten.
}
often-webcam_stills = { $count ->
    [0] Zurzeit gar nicht.
    [one] Höchstens einmal in der Stunde, solange eine Sitzung läuft, zu einem zufällig gewählten Zeitpunkt.
   *[other] Höchstens { $count }-mal in der Stunde, solange eine Sitzung läuft, zu zufällig gewählten Zeitpunkten.
}
often-work_notes = Nur, wenn Sie eine schreiben.

announce-after = Nach jedem Bild sagt Ihnen eine Benachrichtigung, dass es aufgenommen wurde.
announce-before = { $seconds } Sekunden vor jedem Bild kündigt eine Benachrichtigung es Ihnen an.

basis-consent = Ihre Einwilligung und nichts sonst (Artikel 6 Absatz 1 Buchstabe a DSGVO). Es liegt bei Ihnen, sie zu erteilen, zu verweigern und zu widerrufen.
basis-contract = Nicht Ihre Einwilligung: { $client } beruft sich darauf, dass es für einen Vertrag mit Ihnen erforderlich ist (Artikel 6 Absatz 1 Buchstabe b DSGVO). Trotzdem wird nichts davon aufgezeichnet, solange Sie es nicht einschalten, und Sie können es jederzeit ausschalten.
basis-legal_obligation = Nicht Ihre Einwilligung: { $client } beruft sich darauf, dass ein Gesetz dazu verpflichtet (Artikel 6 Absatz 1 Buchstabe c DSGVO); fragen Sie, welches. Trotzdem wird nichts davon aufgezeichnet, solange Sie es nicht einschalten, und Sie können es jederzeit ausschalten.
basis-legitimate_interests = Nicht Ihre Einwilligung: { $client } beruft sich auf ein eigenes berechtigtes Interesse, das Ihre Interessen überwiege (Artikel 6 Absatz 1 Buchstabe f DSGVO), und Sie haben das Recht, Widerspruch einzulegen. Trotzdem wird nichts davon aufgezeichnet, solange Sie es nicht einschalten, und Sie können es jederzeit ausschalten.

seen-text = Diese Personen, benannt von { $client }:
seen-others = Außer ihnen nur { $operator }, soweit es nötig ist, um den Dienst zu betreiben.
seen-covered = Jedes Bild bleibt für sie verdeckt, bis jemand genau dieses sehen möchte.
seen-reason = Wer es sehen möchte, muss sagen, warum, und Sie können es lesen.
seen-looks = Wer welches Ihrer Bilder wann geöffnet hat, wird festgehalten, und Sie können es sehen.
kept-text = Auf diesem Computer, verschlüsselt, bis es gesendet wird. Danach an diesem Ort, benannt von { $client }:
kept-long = { $days ->
    [0] Es wird noch an dem Tag gelöscht, an dem es eingeht.
    [one] Es wird { $days } Tag nach dem Eingang gelöscht.
   *[other] Es wird { $days } Tage nach dem Eingang gelöscht.
}

declining-optional = Sonst ändert sich nichts. Sie können trotzdem an diesem Projekt arbeiten, und Ihre Zeit zählt genauso. Im Arbeitsprotokoll steht bei dieser Art „abgelehnt“ und weiter nichts.
declining-required = Nichts von dieser Art wird aufgezeichnet, und an diesem Projekt kann mit Candor nicht gearbeitet werden: Ohne diese Daten beginnt keine Sitzung. Stattdessen bietet { $client } an: „{ $text }“
declining-required-unsaid = Nichts von dieser Art wird aufgezeichnet, und an diesem Projekt kann mit Candor nicht gearbeitet werden: Ohne diese Daten beginnt keine Sitzung. { $client } hat nichts genannt, was Sie stattdessen tun könnten. Fragen Sie nach, bevor Sie sich entscheiden.

withdrawing-text = Ein Schritt in Candor genügt, so einfach wie das Ja, jederzeit und ohne Angabe von Gründen. Zum Beispiel mit diesem Befehl:
withdrawing-then = Die Aufzeichnung dieser Art endet sofort. Was noch auf diesem Computer wartet, bleibt hier: Sie entscheiden, ob es gesendet wird, und nach einem Tag wird es gelöscht. Die Verarbeitung dessen, was vorher gesendet wurde, bleibt rechtmäßig; um es löschen zu lassen, wenden Sie sich an { $client }.
withdrawing-required = Von da an kann an diesem Projekt nicht mehr mit Candor gearbeitet werden, wie bei einem Nein am Anfang.

control = Sie behalten die Kontrolle
control-pause = Pausieren oder beenden Sie, wann immer Sie möchten. Während einer Pause läuft das Programm, das aufzeichnet, überhaupt nicht.
control-hours = Eine Sitzung kann nur in den Arbeitszeiten laufen: { $hours }, nach der Uhr dieses Computers. Außerhalb davon pausiert Candor von selbst, und nichts wird aufgezeichnet.
control-review = { $minutes ->
    [0] Was aufgezeichnet wurde, kann sofort gesendet werden: Dieses Projekt lässt Ihnen keine Zeit, es vorher anzusehen.
    [one] Sie sehen es, bevor es gesendet wird. Alles wartet mindestens { $minutes } Minute auf diesem Computer. Währenddessen können Sie es ansehen, Teile eines Bildes schwärzen oder es löschen.
   *[other] Sie sehen es, bevor es gesendet wird. Alles wartet mindestens { $minutes } Minuten auf diesem Computer. Währenddessen können Sie es ansehen, Teile eines Bildes schwärzen oder es löschen.
}
control-grace = { $hours ->
    [0] Sobald ein Bild gesendet ist, ist das Löschen ein Antrag an { $client }.
    [one] Bis zu { $hours } Stunde nach dem Senden können Sie ein Bild noch löschen, sofort und ohne zu fragen. Danach ist das Löschen ein Antrag an { $client }.
   *[other] Bis zu { $hours } Stunden nach dem Senden können Sie ein Bild noch löschen, sofort und ohne zu fragen. Danach ist das Löschen ein Antrag an { $client }.
}
control-time = Löschen, Ablehnen oder Pausieren nimmt Ihnen nie Zeit weg, die Sie gearbeitet haben. Das Protokoll zeigt, dass dort etwas fehlt, wann, von welcher Art und warum; nicht, was es war.
control-person = Kein Programm entscheidet über Sie. Wenn der auftraggebenden Stelle etwas falsch erscheint, sieht ein Mensch es sich an, sagt es Ihnen und hört Sie an.
control-change = Wenn spätere Regeln mehr verlangen, als Sie erlaubt haben, endet diese Art der Aufzeichnung sofort. Sie beginnt erst wieder, nachdem Sie den neuen Hinweis gelesen und Ja gesagt haben.

rights = Ihre Rechte
rights-text = Sie können von { $client } eine Kopie von allem verlangen, was über Sie gespeichert ist. Sie können es berichtigen, löschen oder an andere übertragen lassen. Sie können die Verarbeitung einschränken lassen, solange eine Frage offen ist, und Sie können ihr widersprechen. Das kostet Sie nichts. Schreiben Sie an: { $contact }, oder per Post an: { $address }
rights-complain = Wenn Sie meinen, dass etwas nicht stimmt, können Sie sich beschweren, ohne vorher { $client } zu fragen, und zwar hier: { $authority }
rights-proof = Candor führt ein signiertes Protokoll darüber, was Ihnen gezeigt wurde und wie Sie entschieden haben, und gibt Ihnen zu jeder Entscheidung einen Beleg. Mit `candor export` nehmen Sie beides mit, und mit `candor verify` können alle, die möchten, es prüfen.
