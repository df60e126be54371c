# Words of the portal's pages. Names of categories, states and reasons are in common.ftl, what the desktop's window says too in
# pages.ftl. Text that a client or an agent wrote is passed in as an argument or set in a place of its own.

## The frame

page-title = { $page } – Candor
pages = Seiten
page-team = Tag des Teams
page-account = Konto
menu = Menü
skip = Zur Seite springen
client-choose = Auftraggeber
theme-choose = Aussehen
sign-out = Abmelden
remove = Entfernen
remove-of = „{ $name }“ entfernen
set-up = Einrichten
on = an
copy-by-hand = Das Kopieren war nicht erlaubt. Der Text ist ausgewählt: Kopieren Sie ihn von Hand.
truncated = Es gibt mehr, als hier steht.
lost-title = Der Server antwortet nicht
lost-text = Es wurde nichts geändert. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
nothing-title = Nicht gefunden
nothing-here = Hier ist nichts für Sie
nothing-text = Vielleicht stimmt die Adresse nicht, oder sie gehört zu einem Auftraggeber, bei dem Sie nicht Mitglied sind.
go-home = Zu meiner ersten Seite
day = Tag
day-before = Der Tag davor
day-after = Der Tag danach
today = Heute
project = Projekt
agent = Arbeitende Person
all-projects = Alle Projekte
all-agents = Alle Personen
filter-clear = Alle zeigen

## Errors

error-unreachable = Der Server ist nicht zu erreichen. Ob sich etwas geändert hat, ist nicht bekannt; versuchen Sie es noch einmal.
error-internal = Der Server konnte das nicht ausführen. Ob sich etwas geändert hat, ist nicht bekannt.
error-unavailable = Der Server kann das im Moment nicht. Versuchen Sie es später noch einmal.
error-malformed = Der Server hat das nicht verstanden. Prüfen Sie Ihre Eingaben.
error-not_found = Das gibt es nicht, oder nicht mehr.
error-forbidden = Ihre Rolle erlaubt das nicht.
error-invalid_token = Sie sind abgemeldet. Melden Sie sich wieder an.
error-cross_site = Das geht nur von einer Seite dieses Servers aus.
error-sign_in_refused = Diese Adresse und dieses Passwort, oder dieser Code, passen nicht zusammen.
error-second_factor_required = Dieser Auftraggeber verlangt von seinen Mitgliedern einen zweiten Faktor. Richten Sie ihn zuerst in Ihrem Konto ein.
error-sign_in_again = Dafür müssen Sie sich gerade eben angemeldet haben. Melden Sie sich ab und wieder an.
error-password_refused = Dieses Passwort geht nicht: Es ist zu kurz, oder es steht auf Listen, die viele kennen.
error-link_unknown = Der Server kennt diesen Link nicht. Kopieren Sie ihn noch einmal ganz, oder bitten Sie um einen neuen.
error-link_used = Dieser Link wurde schon verwendet. Bitten Sie um einen neuen.
error-link_expired = Dieser Link ist zu alt. Bitten Sie um einen neuen.
error-passkeys_unavailable = Auf diesem Server gibt es keine Passkeys.
error-passkey_refused = Dieser Passkey wurde nicht angenommen.
error-last_owner = Ein Auftraggeber braucht jemanden mit allen Rechten. Geben Sie diese Rolle zuerst jemand anderem.
error-already_there = Das gibt es schon.
error-rate_limited = Das wurde zu oft versucht. Warten Sie ein paar Minuten.
error-outdated = Inzwischen hat jemand eine andere Fassung veröffentlicht. Sehen Sie sie an und gehen Sie von ihr aus.

## Signing in

sign-in = Anmelden
sign-in-back = Melden Sie sich an, dann geht es weiter zu der Seite, die Sie aufgerufen haben.
sign-in-passkey = Mit Passkey anmelden
sign-in-other = Als jemand anderes anmelden
back-to-sign-in = Zurück zur Anmeldung
or = oder
email = E-Mail-Adresse
password = Passwort
password-forgotten = Passwort vergessen?
password-current = Bisheriges Passwort
password-new = Neues Passwort
password-hint = Mindestens 12 Zeichen. Ein paar Wörter, die nichts miteinander zu tun haben, sind gut.
password-short = { $count ->
    [one] Bitte noch { $count } Zeichen.
   *[other] Bitte noch { $count } Zeichen.
}
factor-title = Noch ein Schritt
factor-text = Geben Sie den Code ein, den Ihre Authenticator-App gerade zeigt.
factor-recovery-text = Geben Sie einen Ihrer Notfallcodes ein. Jeder gilt einmal.
factor-by-code = Einen Code der App verwenden
factor-by-recovery = Einen Notfallcode verwenden
code = Code
recovery-code = Notfallcode
reset-title = Ein neues Passwort
reset-text = Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen.
reset-send = Link schicken
reset-sent = Sehen Sie in Ihre Post
reset-sent-text = Wenn { $email } hier ein Konto hat, ist ein Link unterwegs. Er gilt eine Stunde lang und einmal.

## A fresh server

setup-title = Candor einrichten
setup-text = Dieser Server hat noch kein Konto. Das erste betreibt ihn: Damit lassen sich Auftraggeber und deren Mitglieder anlegen.
setup-code = Code aus dem Terminal
setup-code-hint = Der Server hat ihn beim Start ausgegeben. Er gilt einmal.
setup-you = Sie
setup-client = Ihr Auftraggeber
setup-client-text = Das Unternehmen, das die Arbeit bestellt. Alle lesen das im Hinweis, bevor sie etwas entscheiden.
setup-do = Einrichten
setup-done = Dieser Server ist eingerichtet
setup-done-text = Sein erstes Konto gibt es schon. Melden Sie sich damit an.
your-name = Ihr Name
your-name-hint = Er steht überall dort, wo Sie angesehen haben, was jemand gesendet hat.
client-name = Name
client-name-hint = Wie er im Vertrag steht.
client-address = Anschrift
client-address-hint = Wohin man schreiben kann.
client-contact = Kontakt für Datenschutz
client-contact-hint = Eine E-Mail-Adresse, die jemand liest.
client-operator = Wer diesen Server betreibt
client-operator-hint = Der Auftragsverarbeiter, mit Namen.
client-jurisdiction = Recht
client-jurisdiction-hint = Das Land, dessen Recht gilt, etwa Irland.
client-authority = Aufsichtsbehörde
client-authority-hint = Wo man sich beschweren kann.

## Links

link-title = Ihr Link
link-until = Der Link gilt bis { $until }.
link-empty = Der Link ist nicht vollständig
link-empty-text = Der Teil hinter # fehlt. Kopieren Sie den Link noch einmal ganz.
link-member-title = { $client } beitreten
link-agent-title = Ihre eigene Seite bei { $client }
link-agent-text = Dort sehen Sie, was der Server über Sie hat und wer es angesehen hat.
link-reset-title = Ein neues Passwort
link-reset-text = Alle Ihre Anmeldungen enden, und das alte Passwort gilt nicht mehr.
link-reset-do = Passwort setzen
link-as = Sie sind angemeldet als { $name } ({ $email }).
link-has-account = { $email } hat hier schon ein Konto. Melden Sie sich damit an; nehmen Sie dann die Einladung an.
link-accept = Einladung annehmen
link-member-done = Willkommen. Sie sind jetzt Mitglied.
link-agent-done = Willkommen. Das ist Ihre eigene Seite.
link-reset-done = Ihr neues Passwort gilt jetzt.
role-owner = Leitung
role-reviewer = Durchsicht
role-auditor = Prüfung
role-owner-means = In der Leitung sehen Sie die Arbeit, laden Menschen ein, schreiben Richtlinien und entscheiden, wer sonst noch Mitglied ist.
role-reviewer-means = In der Durchsicht sehen Sie die Arbeit und bestätigen oder hinterfragen Zeiten.
role-auditor-means = In der Prüfung sehen Sie alles und ändern nichts.
join-title = Eine Einladung zu Candor
join-text = Ein Auftraggeber lädt Sie ein, Ihre Arbeit mit Candor aufzuzeichnen. Durch das Annehmen wird nichts aufgezeichnet: Zuerst lesen Sie, was es wäre, und entscheiden über jede Art davon.
join-asks = Es fragt zuerst.
join-asks-text = Jede Art von Daten wird nur aufgezeichnet, wenn Sie Ja dazu gesagt haben. Das können Sie jederzeit zurücknehmen.
join-sees = Sie sehen es zuerst.
join-sees-text = Alles wartet auf Ihrem Computer auf Ihre Durchsicht, bevor es gesendet wird. Was Sie löschen, wird nie gesendet.
join-stops = Es zeigt sich.
join-stops-text = Solange es aufzeichnet, steht eine Anzeige auf Ihrem Bildschirm. Pausieren beendet die Aufzeichnung sofort.
join-open = In Candor öffnen
join-open-text = Nichts geschieht? Dann ist Candor auf diesem Computer noch nicht installiert. Der Auftraggeber sagt Ihnen, woher Sie es bekommen.
join-paste = Oder fügen Sie den Link ein
join-paste-text = Öffnen Sie Candor, wählen Sie „Beitreten“ und fügen Sie diesen Link ein.
join-link = Der Link der Einladung
join-secret = Das Geheimnis in diesem Link blieb in Ihrem Browser: Diese Seite hat es nirgendwohin gesendet.

## The account

account-you = Sie
account-advised = Fügen Sie einen zweiten Faktor hinzu
account-advised-text = Sie sehen, was Menschen bei der Arbeit getan haben. Ein Passwort allein schützt das zu wenig.
account-second-factor-set-up = Zweiten Faktor einrichten
factors = Zweiter Faktor
factors-text = Wird nach Ihrem Passwort verlangt. Ein Passkey meldet Sie allein schon an.
totp = Authenticator-App
totp-text = Ein Code aus sechs Ziffern, der sich jede halbe Minute ändert.
totp-scan = Lesen Sie das mit Ihrer App ein, oder kopieren Sie das Geheimnis hinein. Geben Sie dann den Code ein, den sie zeigt.
totp-qr = QR-Code für eine Authenticator-App
totp-secret = Geheimnis für eine Authenticator-App
totp-code-hint = Sechs Ziffern.
totp-do = In Gebrauch nehmen
passkeys = Passkeys
passkeys-text = Ihr Gerät oder ein Sicherheitsschlüssel meldet Sie an. Nichts zu tippen, nichts, was man Ihnen ablisten könnte.
passkey-add = Hinzufügen
passkey-name = Passkey vom { $date }
passkey-used = Zuletzt verwendet: { $date }
passkey-unused = Noch nicht verwendet
recovery-codes = Notfallcodes
recovery-codes-left = { $count ->
    [0] Keiner mehr da.
    [one] Noch { $count }.
   *[other] Noch { $count }.
}
recovery-codes-new = Neue machen
recovery-codes-once = Jeder davon meldet Sie einmal an, wenn App oder Passkey verloren sind. Sie werden nur jetzt gezeigt: Heben Sie sie sicher auf.
recovery-codes-kept = Ich habe sie aufgehoben
remove-totp = Authenticator-App entfernen?
remove-totp-text = Dann meldet Sie Ihr Passwort allein an, außer Sie haben einen Passkey. Alle Ihre anderen Anmeldungen enden.
remove-passkey = Diesen Passkey entfernen?
remove-passkey-text = Er meldet Sie nicht mehr an. Alle Ihre anderen Anmeldungen enden.
remove-codes = Neue Notfallcodes machen?
remove-codes-text = Die bisherigen gelten dann nicht mehr.
account-password-text = Wenn Sie es ändern, enden alle Ihre anderen Anmeldungen.
account-password-change = Passwort ändern
account-password-do = Ändern
account-password-done = Ihr neues Passwort gilt jetzt. Alle anderen Anmeldungen sind beendet.
account-sessions = Wo Sie angemeldet sind
account-sessions-text = Wenn Sie eine davon nicht kennen, beenden Sie sie und ändern Sie Ihr Passwort.
account-session-this = diese hier
account-session-seen = Zuletzt { $seen }, angemeldet am { $since }
account-session-end = Beenden
account-session-end-of = Anmeldung beenden: { $browser }
account-session-end-title = Diese Anmeldung beenden?
account-session-end-text = { $browser } wird sofort abgemeldet.

## The team's day

presence-recording = Aufzeichnung läuft
presence-paused = Pausiert
presence-off = Arbeitet nicht
presence-unknown = Kein Kontakt
seen = letzter Kontakt { $seen }
team-list = Arbeitende Personen
team-row = { $name }: { $worked } gearbeitet, { $paused } pausiert, { $idle } ohne Eingaben. Lücken: { $gaps }. { $state }
team-row-nothing = Nichts an diesem Tag
team-sums = { $paused } Pause, { $idle } ohne Eingaben
team-note = Nach Namen. Die Balken vergleichen jede Person nur mit ihrem eigenen Tag. Zeiten in { $zone }.
team-none = Niemand passt dazu
team-none-text = Zu Ihrer Auswahl gibt es niemanden.
team-empty = Noch ist niemand hier
team-empty-text = Legen Sie ein Projekt mit seiner Richtlinie an und laden Sie dann jemanden ein. Was diese Person zu senden erlaubt hat, erscheint hier, sobald sie arbeitet.
team-empty-do = Jemanden einladen
key-worked = Gearbeitet
key-level = Aktivität, gemessen an der eigenen höchsten

## An agent's day

zoom = Im Blick
zoom-day = Ganzer Tag
zoom-hours = { $hours } Std.
day-line = Der Tag, Minute für Minute
day-line-name = { $worked } gearbeitet. Bilder: { $captures }. Notizen: { $notes }. Pausen: { $pauses }. Lücken: { $gaps }.
day-zone = Zeiten in { $zone }, wo die Person gearbeitet hat.
day-empty = Nichts an diesem Tag
day-empty-text = { $agent } hat keine Sitzung aufgezeichnet, die diesen Tag berührt, oder noch nichts davon gesendet.
since = seit { $from }
sum-worked = Gearbeitet
sum-paused = Pausiert
sum-idle = Ohne Eingaben
sum-gaps = Lücken
captures = Bilder
captures-none = Keine Bilder
captures-none-text = Es wurden keine aufgenommen oder keine gesendet. Unten steht warum, soweit ein Grund bekannt ist.
looks-recorded = Was Sie ansehen, wird festgehalten und { $agent } gezeigt: jedes Bild, das hier klein oder groß in den Blick kommt, mit Ihrem Namen und der Zeit. Webcam-Fotos bleiben verdeckt, bis Sie sie öffnen.
capture-name = { $category }, { $time }, { $number } von { $count }
one-screenshots = Bildschirmfoto
one-webcam_stills = Webcam-Foto
viewer-title = { $category } um { $time }
viewer-covered = Ein Webcam-Foto zeigt einen Menschen. Es wird erst geholt, wenn Sie es verlangen.
viewer-show = Zeigen
viewer-place = { $number } von { $count }
viewer-redacted = Ein Teil wurde von der Person geschwärzt
viewer-recorded = Ihr Blick wird festgehalten und { $agent } gezeigt.
viewer-previous = Voriges
viewer-next = Nächstes
finding-black = ganz schwarz
finding-blank = ganz in einer Farbe
finding-unchanged = wie das vorige
synthetic = aus einem Test
notes = Notizen
notes-none = Keine Notizen an diesem Tag.
gaps = Pausen und Lücken
gaps-text = Was nicht da ist, und warum. Eine Lücke nimmt nichts von der gearbeiteten Zeit.
gaps-none = Keine Pausen und keine Lücken.
missing = { $category }: { $reason }
covers = Was das deckt
covers-text = Nichts ist hier ohne eine Entscheidung der Person. Jeder Beleg steht in ihrem Protokoll und in Ihrem.
covers-by = Beleg { $receipt }…, unter dem Hinweis { $notice }…
