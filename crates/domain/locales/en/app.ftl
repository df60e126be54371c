# Words of the desktop window. Two implementations of Fluent read this file: keep to what both know.
# Names of categories, states and reasons are in common.ftl. Text that a client wrote is passed in as an argument and set in
# quotation marks or in a place of its own.

app-name = Candor

## The frame

window-title = { $screen } – Candor
window-title-recording = Recording { $project } – Candor
screens = Screens
screen-session = Session
screen-outbox = Outbox
screen-data = My data
screen-settings = Settings
screen-problems = Problems
screen-join = Join
screen-outbox-count = { $count ->
    [one] { $count } item waits
   *[other] { $count } items wait
}
screen-problems-count = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}

state-idle-title = Not recording
state-running-title = Recording
state-paused-title = Paused
state-unknown-title = Not known

said-idle = Nothing is recorded.
said-running = Recording for { $project }.
said-troubled = Recording for { $project }, with a problem.
said-paused = Paused. Nothing is recorded for { $project }.
said-unknown = It is not known whether anything is recorded.

pause = Pause
resume = Resume
stop = Stop

lost-title = How things stand is not known
lost-text = The engine doesn’t answer. What was recorded is on this computer. If the pill is on your screen, recording goes on; its buttons pause and stop it.
lost-gone-title = The engine has ended
lost-gone-text = Nothing is recorded and nothing is sent while it doesn’t run. What was recorded before is kept, encrypted, on this computer.
start-engine = Start it again

toast-stopped = { $waiting ->
    [0] Stopped after { $worked }. Nothing waits for your review.
    [one] Stopped after { $worked }. { $waiting } item waits for your review.
   *[other] Stopped after { $worked }. { $waiting } items wait for your review.
}

shortcuts = Keyboard
shortcuts-text = These work anywhere in this window. Shortcuts that work in every program are in the settings.
shortcut-pause = Pause or resume
shortcut-toggle = Stop, or go to where you start
shortcut-note = Write a note
shortcut-screens = Go to a screen
shortcut-close = Close what is open
shortcut-help = Show these keys
key-ctrl = Ctrl
key-shift = Shift

## Errors: what happened, and what to do

error-usage = This can’t be done as asked.
error-usage-todo = Nothing was changed. Check what you entered.
error-consent_missing = Your consent for this is missing.
error-consent_missing-todo = Nothing is recorded. Read the notice and decide first.
error-not_enrolled = You have not joined a client with this computer.
error-not_enrolled-todo = Nothing was changed. Open the invitation that the client sent you.
error-unreachable = The server can’t be reached.
error-unreachable-todo = What you recorded is kept on this computer. Check your connection, then try again.
error-server_refused = The server refused this.
error-server_refused-todo = What you recorded is kept on this computer. The message below says why.
error-invitation_unknown = The server doesn’t know this invitation.
error-invitation_unknown-todo = Nothing was changed. Copy the link again, whole, or ask the client for a new one.
error-invitation_used = This invitation was used already.
error-invitation_used-todo = Nothing was changed. Ask the client for a new one.
error-invitation_expired = This invitation is too old.
error-invitation_expired-todo = Nothing was changed. Ask the client for a new one.
error-verification_failed = Something doesn’t match what was signed.
error-verification_failed-todo = Nothing was changed or sent. Keep the message below and show it to the client.
error-not_found = This doesn’t exist, or not any more.
error-not_found-todo = Nothing was changed. It may have been sent or deleted meanwhile.
error-state = This isn’t possible just now.
error-state-todo = Nothing was changed. The message below says what is in the way.
error-no_indicator = The pill can’t be shown, so nothing is recorded.
error-no_indicator-todo = Candor never records without showing it. Recording starts again only when you start it.
error-sensor_failed = A sensor could not do its work.
error-sensor_failed-todo = What was recorded before is kept. See the problems for what is in the way.
error-storage_full = There is no room left on the disk.
error-storage_full-todo = Nothing is recorded until there is. What was recorded before is kept. Free some space, then try again.
error-no_key = The key to your data can’t be opened.
error-no_key-todo = Nothing is recorded and nothing is lost. Unlock the keychain, or bring back the file that holds the key, and try again.
error-engine_not_running = The engine isn’t running.
error-engine_not_running-todo = Nothing is recorded. Start it again.
error-engine_silent = The engine doesn’t answer.
error-engine_silent-todo = Whether this was done is not known. Wait a moment and look again.
error-engine_incompatible = The engine is of another version than this window.
error-engine_incompatible-todo = Stop the engine, then open Candor again.
error-internal = Something went wrong inside Candor.
error-internal-todo = What was recorded before is kept. Try again; if it stays, report the message below.
error-shell_failed = The window could not ask the engine.
error-shell_failed-todo = Whether this was done is not known. Close the window and open it again.

## Opening: the engine and its key

opening-asking = Looking for the engine …
opening-starting = Starting the engine …
opening-text = The engine is the part of Candor that keeps your consent, your data and its key. Nothing is recorded until you start a session.
opening-failed = Candor could not start
passphrase = Passphrase
unlock = Unlock
unlock-title = Unlock your data
unlock-text = What Candor keeps on this computer is encrypted with a key that your passphrase opens.
unlock-wrong = That isn’t the passphrase. Nothing was changed.
unlock-forgotten = Without the passphrase nobody can open what is kept here, not even Candor. What was sent before is with the client.
key-title = Where should the key be kept?
key-text = Everything that Candor keeps on this computer is encrypted. The key usually lies in the system’s keychain, but there is none here, or it doesn’t answer. Without a key, nothing is recorded. Choose one of these:
key-passphrase = A passphrase that you remember
key-passphrase-text = Safest where there is no keychain. You are asked for it each time that Candor starts. If you forget it, what is kept here is lost.
key-passphrase-choose = Choose a passphrase
key-passphrase-hint = { $shortest } characters or more. Four or five words that have nothing to do with each other make a good one.
key-passphrase-use = Use this passphrase
key-too-short = It needs { $shortest } characters or more.
key-again = Once more
key-differs = The two are not the same.
key-file = A file that only your account can read
key-file-text = Nothing to remember, but whoever can read your files or copies this disk has the key too. Good where the whole disk is encrypted.
key-file-choose = Choose a file
key-file-path = The file’s path
key-file-hint = It is made if it doesn’t exist. It can’t lie in Candor’s own folder.
key-file-use = Keep the key in this file
key-keychain = The keychain after all
key-keychain-text = If you have just unlocked or installed one.
key-keychain-use = Try the keychain again

## Joining a client

welcome-title = Work tracking that asks first
welcome-text = Candor records work for a client’s project, but only what you have agreed to, and never in secret.
welcome-asks = It asks first
welcome-asks-text = You read what a project would record, by whom and why. You say yes or no to each kind on its own.
welcome-stops = You stop it at once
welcome-stops-text = While anything is recorded, a small pill is on your screen. Press it to pause or stop. Nobody else can start it.
welcome-shows = You see it before it is sent
welcome-shows-text = What was recorded waits on this computer, for as long as the notice says. Look at it, black out parts or delete it.
join-title = Join a client
join-text = Each client gets an enrolment of its own, with its own key. None learns of another.
join-link = Invitation
join-link-hint = Paste the whole link from the client’s message.
join-look = Show the invitation
join-look-text = This only asks the server whom it is from.
join-opened-title = A link opened Candor: an invitation of { $host }
join-opened-text = Nothing has been sent yet. If you expected it, show the invitation; it tells you whom it is from.
join-malformed = This isn’t a whole invitation. Copy the link again, with everything behind the # sign.
join-used = This invitation was used already
join-used-todo = Each one is good for one computer. If that was you, open Candor there; if not, tell the client and ask for a new one.
join-expired = This invitation is too old
join-expired-todo = Nothing was sent but the question. Ask the client for a new one.
join-unknown = The server doesn’t know this invitation
join-unknown-todo = Copy the link again, whole. If it stays unknown, ask the client for a new one.
join-wrong = This server isn’t the one that it says it is
join-wrong-todo = Nothing was bound to it. Don’t try again before you have asked the client, by another way than this link.
join-unreachable = { $host } can’t be reached
join-unreachable-todo = Nothing was sent. Check your connection, and that the link names the client’s server, then try again.
join-joined = You have joined { $client }. Nothing is recorded yet.
invitation-from = Invitation from
invitation-server = Server
invitation-encrypted = Everything on its way there is encrypted.
invitation-local = Not encrypted on its way, which is allowed because the server is this computer.
invitation-projects = { $count ->
    [one] Project
   *[other] Projects
}
invitation-no-projects = None yet
invitation-operator = Run by
invitation-law = Under the law of
invitation-expires = Good until
invitation-means = Joining makes a key for { $client } on this computer and nothing else. It records nothing: first you read each project’s notice and decide.
invitation-join = Join
invitation-leave = Not now
for-testing = for testing

## Items, wherever they are shown

item-screenshot = Screenshot
item-screenshot-of = Screenshot of monitor { $monitor }
item-still = Webcam still
item-counts = Activity counts
item-counts-of = Counts, { $minutes } min
item-note = Work note
item-gap = Gap: { $category }
item-gap-unnamed = Gap
gap-deleted = deleted by you before it was sent
gap-declined = declined by you
gap-withdrawn = withdrawn by you
gap-paused = paused
gap-undecided = not decided yet
gap-sensor_failed = the sensor could not deliver
gap-storage_full = no room left to store it
missing-deleted = You deleted something before it was sent
missing-declined = Not recorded: you said no
missing-withdrawn = Not recorded: you took your yes back
missing-paused = Paused
missing-undecided = Not recorded: you have not decided
missing-sensor_failed = Something could not be recorded
missing-storage_full = No room left to store something
item-session = Session summary
item-size = { $width } × { $height }, { $bytes }
item-blacked = partly blacked out
item-counted = { $keys } keys, { $clicks } clicks, { $scroll } scroll steps, active { $active } s
item-counted-brief = { $keys } keys
item-monitor = monitor { $monitor }
item-worked = Worked { $worked }
item-gone = No longer on this computer
finding-black = all black
finding-blank = all of one colour
finding-unchanged = same as the one before
delete = Delete
undo = Undo
send-now = Send now
exact = Exactly what is sent
exact-size = Size
exact-bytes = bytes
exact-same = The picture that you see has this hash: it is these very bytes.
exact-differs = The picture that you see has another hash. Don’t trust it; look at the problems.

## Outbox

outbox-text = Everything recorded waits here first. Look at it, black out parts, or delete it.
outbox-empty = Nothing waits
outbox-empty-text = While a session runs, each item comes here before it is sent, and stays for the time that the notice says. You can look at it, black out parts of a picture, delete it, or send it early.
outbox-list = Items that wait
outbox-strip = Pictures that wait
outbox-back = Back to the list
outbox-previous = The one before
outbox-next = The next one
outbox-review = { $count ->
    [0] Nothing left to review
    [one] { $count } item to review
   *[other] { $count } items to review
}
outbox-group-choice = { $count ->
    [one] Withdrawn: needs your choice
   *[other] Withdrawn: { $count } need your choice
}
outbox-group-refused = Refused by the server ({ $count })
outbox-group-leaving = On the way ({ $count })
outbox-group-hour = { $from } to { $to }
outbox-deleted = { $count ->
    [one] Deleted. It can’t be sent any more.
   *[other] { $count } items deleted. They can’t be sent any more.
}
outbox-delete-asked = { $count ->
    [one] It was sent already. The server is asked to delete it.
   *[other] { $count } were sent already. The server is asked to delete them.
}
outbox-released = { $count ->
    [one] It is on its way.
   *[other] { $count } items are on their way.
}
filter-kind = Kind
filter-state = State
filter-all-kinds = Every kind
filter-other = Gaps and summaries
filter-all = Every state
filter-held = Under review
filter-choice = Needs a choice
filter-deleting = Being deleted
filter-leaving = On the way
filter-none = Nothing of this kind waits
filter-clear = Show everything
selection = What is selected
selected = { $count } selected
select-all = Select all
unselect = Clear
wait-held = leaves in { $left }
wait-held-text = Sent in { $left }, if you do nothing. The time stands still while the computer sleeps.
wait-due = next upload
wait-due-text = Its review time is over. It leaves with the next upload.
wait-frozen = { $left } left
wait-frozen-text = It was recorded before that, with your consent. It isn’t sent unless you say so, and is deleted on { $until }.
wait-deleting = undo: { $seconds } s
wait-deleting-text = { $seconds ->
    [one] Nothing sends it. For { $seconds } more second you can bring it back; then it is gone, and a gap marker without content stands in its place. The time that you worked stays.
   *[other] Nothing sends it. For { $seconds } more seconds you can bring it back; then it is gone, and a gap marker without content stands in its place. The time that you worked stays.
}
wait-claimed = on its way
wait-claimed-text = On its way to the client. If you delete it now, the server is asked to delete it too.
wait-quarantined = refused
wait-quarantined-text = The server refused it.
frozen-title = You withdrew this: { $category }
frozen-send = Send it all the same
frozen-delete = Delete it
refused-title = The server refused this
refused-text = It is kept here, and nothing sends it by itself. Try again, or delete it.
refused-why = What the server said
deleting-title = Deleted
black-out = Black out
black-out-how = Drag over what nobody should see. With the keyboard: add a rectangle, move it with the arrow keys, resize it with Shift.
black-out-add = Add a rectangle
black-out-apply = { $count ->
    [0] Black out
    [one] Black out { $count } part for good
   *[other] Black out { $count } parts for good
}
blacked-title = Blacked out
blacked-text = The picture as it was is gone, here too. Only this one exists now, and only this one can be sent.
viewer-picture = Picture
viewer-alt = The picture as it would be sent
viewer-fit = Fit
viewer-smaller = Smaller
viewer-larger = Larger
viewer-zoom = { $share } %
viewer-rect = Rectangle { $number } of { $count }: { $x } from the left, { $y } from the top, { $w } wide, { $h } high
counts-explained = Totals for each minute. Which keys they were is known to nobody.
counts-minute = Minute
counts-keys = Keys
counts-clicks = Clicks
counts-scroll = Scroll
counts-pointer = Pointer, px
counts-active = Active
counts-seconds = { $seconds } s
counts-delete = Delete the counts of { $time }
gap-explained = It says that something is missing, when and why. It holds no content, and the time that you worked counts all the same.
summary-explained = When the session began and ended, and how long you worked in it. It holds nothing else.
## The notice and the choices

screen-notice = Notice
notice-language = Language of the notice
notice-print = Print the notice
notice-save = Save the notice
notice-saved = The notice is saved.
notice-running = A session of this project is open
notice-running-text = What you take back ends at once. Samples can be made when no session is open.
notice-identity = This text is what your decisions refer to. Its SHA-256:
notice-open = { $count ->
    [one] { $count } decision is open
   *[other] { $count } decisions are open
}
notice-open-text = Nothing is recorded before you have decided, and then only what you said yes to.
notice-next = Go to the next one
notice-cannot = This project can’t be worked on like this
notice-cannot-text = It needs your yes to: { $categories }. Nothing is recorded. You can change your mind whenever you like.
notice-look-again = Look at it again
notice-ready = Everything is decided
notice-ready-text = Recording begins when you start a session, not before.
notice-work = Start working
notice-to-session = To the session

summary-title = In one minute
summary-activity_counts = { $count ->
    [0] How many keys and clicks. Not at all at present.
   *[other] How many keys and clicks each minute, never which.
}
summary-screenshots = { $count ->
    [0] Pictures of your screens. Not at all at present.
    [one] Pictures of your screens, at most { $count } an hour.
   *[other] Pictures of your screens, at most { $count } an hour.
}
summary-webcam_stills = { $count ->
    [0] Single pictures from your webcam. Not at all at present.
    [one] Single pictures from your webcam, at most { $count } an hour.
   *[other] Single pictures from your webcam, at most { $count } an hour.
}
summary-work_notes = What you write yourself, when you choose.
summary-off = Not collected by this project.
summary-announced-before = You are told { $seconds } seconds before each.
summary-announced-after = You are told after each.
summary-when = When?
summary-when-text = Only in the working hours: { $hours }. Outside them it pauses by itself.
summary-who = By whom?
summary-who-text = For { $client }. { $operator } keeps it on their behalf.
summary-who-below = The notice below says so.
summary-stop = How do you stop it?
summary-stop-text = { $minutes ->
    [0] Press the pill on your screen, at any time: pause and stop work at once. What you agreed to here, you take back with one press.
    [one] Press the pill on your screen, at any time: pause and stop work at once. What was recorded waits { $minutes } minute for you to look at or delete. What you agreed to here, you take back with one press.
   *[other] Press the pill on your screen, at any time: pause and stop work at once. What was recorded waits { $minutes } minutes for you to look at or delete. What you agreed to here, you take back with one press.
}
summary-points = The notice below says all of it. You decide on its words, not on these.

changes-title = What changed since you decided
changes-text = What asks for more than you agreed to has ended and waits for a new answer. Everything else stays as you decided.
changes-wider = Asks for more
changes-not-wider = Not more

requirement-badge-optional = Optional
requirement-badge-required = Required
decide-group = Your decision: { $category }
decide-yes = Yes, record this
decide-no = No, don’t record this
decide-required = Required: without it, this project can’t be worked on with Candor. You can still say no; then nothing of this kind is recorded.
decide-widened = This asks for more than you agreed to, so it has ended. Please decide again.
decide-change = Say yes instead
decided-granted = You said yes
decided-declined = You said no
decided-withdrawn = You took your yes back
decided-receipt = Receipt kept
decided-required = Nothing of this kind is recorded, and this project can’t be worked on without it.
withdraw = Withdraw
withdrawn-outcome = { $count ->
    [0] Recording of this kind has ended. Nothing of it waits on this computer.
    [one] Recording of this kind has ended. { $count } item of it waits on this computer: in the outbox you choose whether it is sent; after a day it is deleted.
   *[other] Recording of this kind has ended. { $count } items of it wait on this computer: in the outbox you choose whether they are sent; after a day they are deleted.
}

sample-see = See a sample
sample-means-activity_counts = Counts what you do for some seconds, on this computer only.
sample-means-screenshots = Takes a picture of your screens as it would be sent, and shows it to you only.
sample-means-webcam_stills = Switches the camera on for one picture and shows it to you only.
sample-not-now = A sample can be made when no session is open.
sample-title = Sample
sample-kept-nowhere = Made just now on this machine, kept nowhere. It vanishes by itself.
sample-away = Take it away
sample-missed = No sample could be made
sample-ended = The sample ended with nothing to show
sample-ended-text = The device gave nothing in time. Nothing was kept.
sample-asked = Putting the pill on your screen first …
sample-shown-activity_counts = Counting …
sample-shown-screenshots = Taking the picture …
sample-shown-webcam_stills = Taking the picture …
sample-try = Type, click or scroll somewhere: only the numbers grow.
sample-alt-screenshots = Sample: a picture of your screen { $number } as it is now
sample-alt-webcam_stills = Sample: a picture from your webcam as it is now
sample-size = { $width } × { $height } pixels.
sample-excluded = What you exclude is blacked out.
count-keys = { $count ->
    [one] key
   *[other] keys
}
count-clicks = { $count ->
    [one] click
   *[other] clicks
}
count-scroll = { $count ->
    [one] scroll step
   *[other] scroll steps
}
count-active_s = { $count ->
    [one] active second
   *[other] active seconds
}

## My data

data-text = What was recorded, who looked at it, and what was agreed. All of it can be checked and taken along.
data-history = History
data-looks = Who looked
data-ledger = Ledger
data-consents = Consents
data-take = Take or delete
today = Today
more = Show more
saved-file = Saved.
in-quotes = “{ $text }”
history-empty = No day yet
history-empty-text = Each day on which you work appears here, with what was recorded, what is missing and why.
history-days = Days
history-day = { $day }, worked { $worked }
history-zone = Time zone: { $zone }
history-now = now
history-none = No session began on this day.
history-everything = Everything, one by one ({ $count })
history-counts = { $count ->
    [one] And the counts of { $count } minute
   *[other] And the counts of { $count } minutes
}
event-started = Started
event-paused = Paused
event-paused-because = Paused: { $reason }
event-resumed = Resumed
event-resumed-because = Resumed: { $reason }
event-stopped = Stopped
event-stopped-because = Stopped: { $reason }
place-here = on this computer
place-leaving = on its way
place-sent = sent
place-deleted = deleted
place-refused = refused
place-count-here = { $count } on this computer
place-count-leaving = { $count } on the way
place-count-sent = { $count } sent
place-count-deleted = { $count } deleted
place-count-refused = { $count } refused
looks-text = Whoever opens a picture of yours at a client is written down by the server, and you see it here.
looks-empty = Nobody has looked yet
looks-empty-text = As far as the servers tell, no picture of yours was opened.
looks-none-known = No look is known of
looks-none-known-text = Those who answered tell of none. What the others would say isn’t known.
looks-unreached = Not everyone answered
looks-unreached-text = These could not be asked just now, so looks may be missing: { $clients }.
looks-role = { $role } at { $client }
looks-capture = opened a picture taken on { $at }
ledger-text = A signed record on this computer of what you were shown, what you decided and what happened. Nothing can be changed in it or taken out of it unseen. It holds no content.
ledger-of = Client
ledger-count = { $size ->
    [one] { $size } entry, { $cosigned } of them cosigned by the server
   *[other] { $size } entries, { $cosigned } of them cosigned by the server
}
ledger-older = Older entries
ledger-unsigned = not cosigned yet
entry-enrolled = This computer joined the client.
entry-notice = You were shown the notice of { $project }.
entry-granted = You granted { $category } to { $project }.
entry-declined = You declined { $category } for { $project }.
entry-withdrawn = You withdrew { $category } from { $project }.
entry-started = A session of { $project } started.
entry-started-because = A session of { $project } started: { $reason }.
entry-paused = The session of { $project } was paused.
entry-paused-because = The session of { $project } was paused: { $reason }.
entry-resumed = The session of { $project } went on.
entry-resumed-because = The session of { $project } went on: { $reason }.
entry-stopped = The session of { $project } ended.
entry-stopped-because = The session of { $project } ended: { $reason }.
entry-records = { $count ->
    [one] { $count } record was made ready to be sent.
   *[other] { $count } records were made ready to be sent.
}
entry-deletion = { $count ->
    [one] You deleted { $count } item of { $project } ({ $category }).
   *[other] You deleted { $count } items of { $project } ({ $category }).
}
entry-deletion-withdrawn = { $count ->
    [one] { $count } item of { $project } ({ $category }) was deleted after you withdrew.
   *[other] { $count } items of { $project } ({ $category }) were deleted after you withdrew.
}
entry-redaction = You blacked out a part of a picture of { $project }.
entry-wipe = Everything on this computer was wiped but this record.
entry-unknown = An entry of a kind that this version doesn’t know: { $kind }.
verify = Verify
verify-title = Check everything
verify-text = Recomputes every hash and signature held on this computer. Nothing is sent, and nobody has to be trusted.
verify-good = Everything checks out
verify-failed = Something doesn’t check out
verify-failed-text = Something held here was changed, damaged or left out. Don’t delete anything. Keep the message below and ask for help.
verify-ledgers = Ledgers:
verify-ledgers-text = one for each client that you joined with this computer.
verify-entries = Entries:
verify-entries-text = in order, unchanged, and signed with this computer’s key.
verify-records = Records:
verify-records-text = what was sent is what the ledger says, and your consent covers it.
verify-captures = Pictures:
verify-captures-text = the bytes held here are those that were recorded.
verify-receipts = Receipts:
verify-receipts-text = each fits the decision and the notice that it names.
verify-cosigned = Cosigned entries:
verify-cosigned-text = the servers have signed for these, so they can’t deny them.
receipt = Receipt
receipt-title = Receipt
receipt-when = When
receipt-client = Client
receipt-purpose = Purpose
receipt-seen = Who sees it
receipt-where = Where
receipt-kept = How long
receipt-document = The document (JSON-LD), for other tools
consents-text = What you have agreed to, for each project. Withdrawing takes one press; recording of that kind ends at once.
consents-empty = You have joined no client
consents-empty-text = Nothing is agreed and nothing can be recorded.
consents-notice = Read the notice
consents-since = since { $at }
consent-granted = granted
consent-declined = declined
consent-withdrawn = withdrawn
consent-undecided = not decided
consent-widened = asks for more
withdraw-of = Withdraw { $category } from { $project }
withdrawn-title = Withdrawn: { $category }
withdrawn-text = Nothing of this kind is recorded any more.
withdrawn-required = This project can’t be worked on without it.
withdrawn-frozen = { $count ->
    [0] Nothing of it waited here. What was sent before is with the client.
    [one] { $count } item waits in the outbox for your choice, and is deleted in a day. What was sent before is with the client.
   *[other] { $count } items wait in the outbox for your choice, and are deleted in a day. What was sent before is with the client.
}
leave = Leave
leave-title = Leave { $client }?
leave-withdraws = Everything that you granted is withdrawn. A session that runs for this client ends.
leave-waiting = What waits in the outbox isn’t sent. It is deleted on its own after a day.
leave-holds = What was sent stays with { $client } until its time is over. To have it erased before, write to { $contact }.
leave-ledger = The ledger and your receipts stay on this computer, so that you can prove what was agreed.
leave-again = To work for this client again you need a new invitation.
leave-do = Leave
left-title = You have left { $client }
left-held = { $count ->
    [0] It holds no records of yours.
    [one] It holds { $count } record of yours.
   *[other] It holds { $count } records of yours.
}
left-told = The server knows of it.
left-untold = The server could not be reached; it is told as soon as it can be.
export-title = Take everything along
export-text = One file with everything held about you here: records, pictures, notices, receipts and ledgers.
export = Export
export-progress = { $done } of { $total }
export-done = Exported
export-done-text = { $records } records and { $captures } pictures, { $bytes }.
export-care = The file isn’t encrypted. Anyone can check it with “candor verify”, and whoever has it can read it.
wipe-title = Delete everything on this computer
wipe-text = Ends all enrolments and deletes what is kept here. What clients have already isn’t touched.
wipe = Wipe …
wipe-ask = Delete everything here?
wipe-lost = Lost for good: all items that wait, all pictures and records kept here, the keys of this computer’s enrolments. What was not sent can never be sent.
wipe-kept = Kept: the ledgers, each of which says at its end that you wiped. What was sent stays with the clients; to have it erased, ask them.
wipe-running = A session is open. It ends first.
wipe-word = delete
wipe-type = Type “{ $word }” to go on
wipe-do = Delete everything
wiped-title = Everything here is deleted
wiped-text = { $items } items are gone. { $ledgers } ledgers are kept. To work again you need a new invitation.

## Settings

settings-text = Each of these can only lessen what is recorded. Changes are saved at once.
settings-pictures = Pictures
settings-pausing = Pausing by itself
settings-pausing-text = A session also pauses when the screen is locked or the computer sleeps. Only you resume it.
settings-keys = Shortcuts in every program
settings-keys-text = They work while another program is in front. They can pause and stop; nothing starts by a shortcut.
settings-computer = This computer
settings-safety = Safety and about
set-exclusions = Windows left out
set-exclusions-text = They are blacked out in screenshots before the picture is stored. Nobody sees them, you included.
set-private = Private windows
set-private-text = Private windows of browsers are blacked out too, where they can be recognised.
exclusion-add = Leave a window out
exclusion-pick-text = This list is made now and kept nowhere. Only what you choose is noted.
exclusion-open = Open now
exclusion-again = Look again
exclusion-none = No open window can be listed here. Name one below.
exclusion-take = Leave out
exclusion-take-of = Leave out { $application }
exclusion-taken = Left out
exclusion-own = By name
exclusion-application = Program
exclusion-window = Window title
exclusion-star = * stands for anything. Both must fit where both are given.
exclusion-own-add = Leave these out
exclusion-app = All windows of { $application }
exclusion-title = Windows titled “{ $title }”
exclusion-both = { $application }: “{ $title }”
exclusion-remove = Show again: { $name }
monitors = Monitors
monitors-text = Screenshots are taken only of those that are on.
monitors-none = No monitor can be listed here.
monitor-main = main
monitor-on = pictured
monitor-off = never pictured
camera = Camera
camera-text = For webcam stills, where a project has them and you granted them.
camera-first = The system’s first
camera-try = Try it
camera-try-text = Takes one still, shows it here, and keeps it nowhere.
camera-seen = What the camera sees
set-tell = Tell me of each capture
set-tell-text = A notification each time that a picture is taken, also where the policy asks for none.
set-idle = When you do nothing
set-idle-text = Where activity is counted, the session pauses after this time without any.
idle-after = { $minutes ->
    [one] after { $minutes } minute
   *[other] after { $minutes } minutes
}
idle-never = never
set-hours = Working hours
set-hours-text = Outside them a session pauses, and nothing is recorded.
hours-days = Days
hours-from = From
hours-to = Until
hours-wrong = It has to end after it begins.
hours-unread = Write it like { $example }.
shortcut-record = Set
shortcut-change = Change
shortcut-press = Press the keys …
shortcut-may-be = A letter, a digit or F1 to F24, together with Ctrl, Alt or Super.
shortcut-why-key = This key can’t be one. Use a letter from A to Z, a digit or F1 to F24.
shortcut-why-modifier = Hold Ctrl, Alt or Super with it, or it would take a key that you type.
shortcut-why-taken = These keys are set for this already: { $label }
shortcut-record-of = Set the shortcut: { $label }
shortcut-remove-of = Remove the shortcut: { $label }
set-theme = Appearance
set-language-text = Also of the pill, the tray and notifications.
set-autostart = Start with the computer
set-autostart-text = Candor is then ready, and records nothing until you start a session.
set-upload = Upload speed
set-upload-text = Leaves the rest of your connection to you.
upload-free = as fast as it goes
upload-most = { $rate } KiB a second at most
set-key = The key to your data
set-key-keychain = It lies in the system’s keychain. What is kept here is encrypted with it.
set-key-passphrase = Your passphrase opens it. You are asked for it each time that Candor starts.
set-key-file = It lies in a file that only your account can read. Whoever gets at that file can read what is kept here.
key-name-keychain = keychain
key-name-passphrase = passphrase
key-name-file = file
about = About Candor
about-version = Version
about-engine = Engine
about-system = System
about-home = Data folder
about-licences = Licences
update-title = New versions
update-text = Candor looks for one only when you ask, and installs none by itself.
update-look = Look for a new version
update-newest = This is the newest version.
update-there = A new version is there: { $version }
update-there-text = It is installed only when you say so. Until then everything stays as it is.
update-notes = What is new
update-install = Install …
update-done = Version { $version } is installed
update-done-text = Candor is the new version as soon as you close this window and open it again.
## The session

session-text = Choose a project and start. Nothing is recorded until you do.
session-open = The session
session-unknown = The engine can’t be asked, so nothing is claimed here about what it does. As soon as it answers, this changes.
session-worked = worked, since { $since }
session-synthetic = invented records, for testing
start = Start
begin-read = Read the notice and decide
begin-read-text = You haven’t decided yet. Read what { $project } would record and choose. Until then, nothing can be recorded.
start-means = The pill appears on your screen; recording begins. It stays there as long as anything is recorded, and stops it. What will be recorded:
start-nothing = Nothing but the time: you said no to everything.
begin-none = You have not joined a client yet
begin-none-text = With an invitation you see whom it is from before you join.
begin-join = Join with an invitation
begin-join-another = Join another client
begin-projects = Projects
begin-open = { $count ->
    [one] { $count } decision is open
   *[other] { $count } decisions are open
}
begin-declined = Can’t be worked on with your no
begin-no-policy = No policy is published yet

paused-by-you = You paused
paused-by-itself = Paused by itself: { $reason }
paused-text = Nothing is recorded, and the program that records isn’t running. Only you resume.
paused-idle = Nothing is recorded from here on; the minutes before count as worked. Only you resume.
paused-screen_locked = Nothing is recorded while the screen is locked, nor afterwards, until you resume.
paused-suspended = Nothing is recorded. Only you resume.
paused-working_hours = The hours are those of your settings. Nothing is recorded. Only you resume.
paused-indicator_lost = Candor never records without showing it. Nothing is lost. Resume to try again.
paused-sensor_lost = Nothing is recorded, and what was stored is kept. Resume to start it again.
paused-storage_full = What was stored is kept. Free some space, then resume.
paused-consent_missing = Nothing is recorded. Read the notice again if you want to go on.
paused-crash = What was stored is kept. Only you resume.
paused-agent = Nothing is recorded, and the program that records isn’t running. Only you resume.

recorded-title = Recorded right now
recorded-choices = Notice and choices
recorded-on = Recording
recorded-notes = When you write one
recorded-trouble = Problem
recorded-paused = Paused
recorded-declined = You said no
recorded-withdrawn = You took your yes back
recorded-undecided = Not decided
recorded-widened = Asks for more, so it has ended
recorded-last = verified { $ago }
recorded-none = nothing yet
count-captures = { $count ->
    [one] picture
   *[other] pictures
}
count-notes = { $count ->
    [one] note
   *[other] notes
}

notes-title = Notes
notes-text = What you write here waits in the outbox like everything else.
notes-label = A note about your work
notes-placeholder = What are you working on?
notes-paused = Resume to write a note.
notes-add = Add note
notes-no = You didn’t say yes to work notes, so there is nothing to write here.
notes-decide = Notice and choices

health-troubles = { $count ->
    [one] Something is wrong
   *[other] { $count } things are wrong
}
health-show = What to do

today-worked = { $worked } worked
today-empty = Nothing today yet
today-empty-text = Minutes of activity, pictures, notes, pauses and gaps appear here.
timeline-name = Worked { $worked }. Pictures: { $captures }. Notes: { $notes }. Pauses: { $pauses }. Gaps: { $gaps }.
timeline-list = Pauses and gaps
timeline-paused = Paused
timeline-paused-why = Paused: { $reason }
timeline-gap = { $category }: { $reason }

## Problems

problems-text = What happened, what is safe, and what you can do. Worked time is never lost by any of these.
problems-none = Everything works
problems-none-text = What is due is verified and on disk. If something goes wrong, it says here what is safe and what to do.
problem-what = What happened
problem-safe = What is safe
problem-todo = What to do
problem-unknown = This version of the window has no more words for it. What was stored is kept. The code is
problem-synced = { $requeued ->
    [0] Sent: { $sent }.
   *[other] Sent: { $sent }. Put on their way once more: { $requeued }.
}
remedy-accept_restored = Send again what the server lost
remedy-outbox = Go to the outbox
remedy-sync = Try to send now
remedy-session = Go to the session
remedy-notice = Go to the projects
remedy-settings = Go to the settings
trouble-of = { $category }: { $title }

trouble-unsupported = This system offers no way to record it
trouble-unsupported-what = The desktop doesn’t let programs capture this. On Wayland, that holds for pictures of other windows and for counting in them.
trouble-unsupported-safe = Everything else is recorded as agreed. A gap marker stands where this is missing; your time counts.
trouble-unsupported-todo = Log in with an X11 session instead of Wayland where your system offers one, or tell the client that this computer can’t record it.
trouble-permission_denied = The system refuses it to Candor
trouble-permission_denied-what = The operating system asks for your permission first, and it hasn’t been given, or was taken back.
trouble-permission_denied-safe = Nothing was captured without it. A gap marker stands where it is missing; your time counts.
trouble-permission_denied-todo = On a Mac: System Settings, Privacy & Security, then Screen Recording for screenshots, Input Monitoring for counts or Camera for stills; switch Candor on. On Windows: Settings, Privacy & security, Camera. On Linux: your account needs access to the camera. Then resume.
trouble-no_device = There is no such device
trouble-no_device-what = No camera or screen was found where one was due.
trouble-no_device-safe = Everything else is recorded as agreed. A gap marker stands where this is missing.
trouble-no_device-todo = Connect it, or choose another one in the settings.
trouble-busy = Another program uses the device
trouble-busy-what = The camera was held by another program, such as a call, when a still was due.
trouble-busy-safe = Nothing was taken from that program. A gap marker stands where the still is missing.
trouble-busy-todo = Nothing, if you are in a call: it is tried again when the next one is due.
trouble-unplugged = The device was unplugged
trouble-unplugged-what = It was there before and is gone now.
trouble-unplugged-safe = What was stored before is kept. Gap markers stand where items are missing.
trouble-unplugged-todo = Connect it again, or choose another one in the settings.
trouble-stalled = The device doesn’t answer
trouble-stalled-what = It was asked for an item and gave none in time.
trouble-stalled-safe = What was stored before is kept. A gap marker stands where the item is missing.
trouble-stalled-todo = It is tried again when the next one is due. If it stays, connect it again.
trouble-grab_failed = The picture could not be taken
trouble-grab_failed-what = The system’s own capture failed.
trouble-grab_failed-safe = Nothing half-made was stored. A gap marker stands in its place.
trouble-grab_failed-todo = It is tried again when the next one is due. If it stays, report the message below.
trouble-encode_failed = The picture could not be encoded
trouble-encode_failed-what = It was taken but could not be made into a file.
trouble-encode_failed-safe = Nothing half-made was stored. A gap marker stands in its place.
trouble-encode_failed-todo = It is tried again when the next one is due. If it stays, report the message below.
trouble-too_large = The picture is larger than the policy allows
trouble-too_large-what = No way of encoding it was as small as the notice promises.
trouble-too_large-safe = It was thrown away. A gap marker stands in its place.
trouble-too_large-todo = Fewer or smaller monitors help; you can choose them in the settings. Or tell the client.
trouble-interrupted = Recording ended before it was complete
trouble-interrupted-what = A pause, a stop or an end of the sensor came in between.
trouble-interrupted-safe = Nothing half-made was stored. A gap marker stands in its place.
trouble-interrupted-todo = Nothing. It is recorded again as you go on.
trouble-window_list_failed = It isn’t known which windows are open
trouble-window_list_failed-what = You exclude windows from screenshots, and the system didn’t say where they are.
trouble-window_list_failed-safe = No picture was taken, so nothing that you exclude was seen. A gap marker stands in its place.
trouble-window_list_failed-todo = It is tried again when the next one is due. If it stays, report the message below.
trouble-black_frame = The last picture is black
trouble-black_frame-what = The screen was off, the system hid its content, or the camera was covered.
trouble-black_frame-safe = What was taken is in the outbox like everything else. You can delete it there.
trouble-black_frame-todo = Nothing, if you meant it. Otherwise uncover the camera, or give Candor the permission to record the screen.
trouble-overdue = An item is late
trouble-overdue-what = One was due and hasn’t arrived.
trouble-overdue-safe = What was stored before is kept, and your time counts.
trouble-overdue-todo = If it doesn’t come by itself, pause and resume.
trouble-storage_full = The disk is full
trouble-storage_full-what = There was no room left to store anything, so recording paused.
trouble-storage_full-safe = What was stored is kept and can still be sent.
trouble-storage_full-todo = Free some space, then resume.
trouble-store_failed = It could not be stored
trouble-store_failed-what = The disk refused to take something, so recording paused.
trouble-store_failed-safe = What was stored before is kept.
trouble-store_failed-todo = Check that the disk is there and can be written to, then resume.
trouble-indicator_lost = The pill can’t be shown
trouble-indicator_lost-what = It was hidden, covered, or the screen went away, so recording ended at once.
trouble-indicator_lost-safe = Nothing was recorded without it. What was stored is kept.
trouble-indicator_lost-todo = Make room for it on the screen, then resume. Candor never records without it.
trouble-sensor_lost = The process that records has ended
trouble-sensor_lost-what = It ended by itself or was ended by another program.
trouble-sensor_lost-safe = Nothing is recorded, and what was stored is kept.
trouble-sensor_lost-todo = Resume to start it again. If it keeps ending, report the message below.
trouble-server_unreachable = The server can’t be reached
trouble-server_unreachable-what = The connection is down, or the client’s server is.
trouble-server_unreachable-safe = Recording goes on, and what waits to be sent is kept, encrypted, on this computer. Nothing is sent twice.
trouble-server_unreachable-todo = Nothing. It is sent as soon as the server answers.
trouble-server_refused = The server refuses what is sent
trouble-server_refused-what = It answers, but doesn’t take anything from this computer just now.
trouble-server_refused-safe = Recording goes on, and what waits to be sent is kept, encrypted, on this computer.
trouble-server_refused-todo = It is tried again by itself. If it stays, show the client the message below.
trouble-server_forgot = The server has lost what it had confirmed
trouble-server_forgot-what = It seems to have been set back to an older state, such as a backup.
trouble-server_forgot-safe = Your signed log still proves what was agreed and sent. What is still here can be sent again; what you deleted or withdrew meanwhile won’t be.
trouble-server_forgot-todo = Ask the client whether the server was restored. If it was, send again what it lost.
trouble-notice_mismatch = A notice doesn’t say what its policy says
trouble-notice_mismatch-what = The server sent a notice whose words differ from the terms that would be recorded under.
trouble-notice_mismatch-safe = Candor didn’t take it. Nothing is recorded under it.
trouble-notice_mismatch-todo = Don’t agree to anything by another way. Tell the client; show them the message below.
trouble-policy_refused = A policy was refused
trouble-policy_refused-what = The server sent terms that this version of Candor doesn’t accept.
trouble-policy_refused-safe = What you agreed to before still holds, and nothing else is recorded.
trouble-policy_refused-todo = Look for a new version of Candor, or tell the client.
trouble-quarantined = The server refused some items
trouble-quarantined-what = They were sent and not taken.
trouble-quarantined-safe = They are kept on this computer, and your time counts.
trouble-quarantined-todo = In the outbox you see why. Try them again or delete them.
trouble-deletion_refused = A deletion was refused
trouble-deletion_refused-what = You asked the client’s server to delete something that had been sent, and it refused.
trouble-deletion_refused-safe = What is on this computer is deleted as you asked.
trouble-deletion_refused-todo = Ask the client to erase it; the notice says how to reach them.
trouble-erasure_request_needed = Too late to delete it at once
trouble-erasure_request_needed-what = The time in which a sent item can be deleted without asking is over.
trouble-erasure_request_needed-safe = Nothing of it is on this computer any more. The client still has it.
trouble-erasure_request_needed-todo = Ask the client to erase it; the notice says how to reach them.
trouble-clock_wrong = The clock is wrong
trouble-clock_wrong-what = This computer’s time and the server’s differ by more than they should.
trouble-clock_wrong-safe = Recording goes on; the order of what was recorded doesn’t depend on the clock.
trouble-clock_wrong-todo = Set the computer’s clock to its time zone and let it follow the network’s time.
trouble-shortcut_taken = Another program has the shortcut
trouble-shortcut_taken-what = The keys that you chose for pausing or stopping belong to another program.
trouble-shortcut_taken-safe = The pill, the tray and this window pause and stop as before.
trouble-shortcut_taken-todo = Choose other keys in the settings.
