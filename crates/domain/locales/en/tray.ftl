# The tray's menu, the desktop's notifications, and the dialogs that the window's shell has the system show.

tray-off = Not recording
tray-recording = Recording: { $project }
tray-paused = Paused: { $project }
tray-problem = Something is wrong: { $project }
tray-worked = { $time } worked
tray-pause = Pause
tray-resume = Resume
tray-stop = Stop
tray-start = Start
tray-start-none = No project is ready
tray-open = Open Candor
tray-outbox = { $count ->
    [0] Outbox
   *[other] Outbox ({ $count })
}
tray-quit = Quit
tray-quit-recording = Stop and quit

told-paused = Candor paused
told-paused-text = { $why }. Nothing is recorded until you resume.
told-stopped = Candor stopped
told-soon = { $what } in a moment
told-soon-text = Candor takes one in { $seconds } seconds. Pause to have none.
told-taken = { $what } taken
told-taken-text = It waits in your outbox. Look at it, black out parts or delete it there.
told-screenshots = A screenshot
told-webcam_stills = A webcam still

install = Install Candor { $version } in place of { $current }? The system may ask for your password.
install-yes = Install
install-no = Not now
