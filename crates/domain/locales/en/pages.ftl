# Words that the pages of the desktop's window and of the portal share.

close = Close
cancel = Cancel
working = Working …
detail = The exact message
toasts = Messages
seconds-left = { $left } s
try-again = Try again
copy = Copy
copied = Copied.
save = Save
saved = Saved

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h { $minutes } min
ago-now = just now
ago-seconds = { $seconds } s ago
ago-minutes = { $minutes } min ago
ago-hours = { $hours } h ago
span = { $from } to { $to }
bytes = { $value } bytes
kilobytes = { $value } kB
megabytes = { $value } MB

language-choose = Language
theme-system = System
theme-light = Light
theme-dark = Dark

timeline-key-active = Activity in each minute
timeline-key-capture = Picture
timeline-key-note = Note
timeline-key-pause = Pause
timeline-key-gap = Gap
