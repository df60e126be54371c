# Words of the desktop window. Two implementations of Fluent read this file: keep to what both know.
# Names of categories, states and reasons are in common.ftl. Text that a client wrote is passed in as an argument and set in
# quotation marks or in a place of its own.

app-name = Candor

## The frame

window-title = { $screen } · Candor
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
close = Close
cancel = Cancel
back = Back
working = Working …
detail = The exact message
toasts = Messages
seconds-left = { $left } s
try-again = Try again

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

## Times and sizes

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h { $minutes } min
ago-now = just now
ago-seconds = { $seconds } s ago
ago-minutes = { $minutes } min ago
ago-hours = { $hours } h ago
bytes = { $value } bytes
kilobytes = { $value } kB
megabytes = { $value } MB

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
error-no_key-todo = Nothing is recorded and nothing is lost. Unlock the keychain or choose where the key is kept.
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
