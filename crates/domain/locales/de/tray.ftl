# The tray's menu, the desktop's notifications, and the dialogs that the window's shell has the system show.

tray-off = Zeichnet nicht auf
tray-recording = Aufzeichnung läuft: { $project }
tray-paused = Pausiert: { $project }
tray-problem = Etwas stimmt nicht: { $project }
tray-worked = { $time } gearbeitet
tray-pause = Pause
tray-resume = Fortsetzen
tray-stop = Beenden
tray-start = Starten
tray-start-none = Kein Projekt ist bereit
tray-open = Candor öffnen
tray-outbox = { $count ->
    [0] Ausgang
   *[other] Ausgang ({ $count })
}
tray-quit = Candor schließen
tray-quit-recording = Beenden und schließen

told-paused = Candor pausiert
told-paused-text = { $why }. Nichts wird aufgezeichnet, bis Sie fortsetzen.
told-stopped = Candor hat die Sitzung beendet
told-soon = Gleich: { $what }
told-soon-text = Candor nimmt in { $seconds } Sekunden ein Bild auf. Mit Pause verhindern Sie es.
told-taken = Aufgenommen: { $what }
told-taken-text = Es wartet in Ihrem Ausgang. Dort können Sie es ansehen, Teile schwärzen oder es löschen.
told-screenshots = ein Bildschirmfoto
told-webcam_stills = ein Webcam-Bild

install = Candor { $version } anstelle von { $current } installieren? Das System fragt vielleicht nach Ihrem Passwort.
install-yes = Installieren
install-no = Nicht jetzt
