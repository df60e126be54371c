# The notice: what a person reads before deciding. It is hashed as it is shown, so a change here changes the notices of
# policies published from then on, never those that were published before. Devices compare a notice with what they render
# from its policy: once a version of Candor is released, a change here needs the old texts kept beside the new ones.
# Text that a client wrote is always passed in as an argument and set in quotation marks.

title = What this project would record about your work
intro = Please read this before you decide. On these terms, nothing is recorded until you have said yes. You are asked about each kind of information on its own, you can say yes to some and no to others, and you can change your mind at any time.

project = Project
ordered-by = Ordered by
ordered-by-text = { $client }, who decides what this project records and is responsible for it.
ordered-by-law = Under the law of: { $jurisdiction }
ordered-by-contact = To ask about your data: { $contact }
ordered-by-address = By post: { $address }
operator = Run by
operator-text = { $operator }, who keeps the data on behalf of { $client } and may use it for nothing else.
policy = Policy
policy-text = Version { $version }, published on { $date }. Project id { $project }.
testing = For testing
testing-text = This project is made for testing and may hold invented records.

short = In short
short-line = { $category }: { $requirement }
short-announced = { $category }: { $announced }
short-hours = Only in the working hours: { $hours }

never = What is never recorded
never-keys = Which keys you press. Candor counts key presses; it has no place where a key or a text could be stored.
never-clipboard = What you copy and paste, or what you drag from one place to another.
never-sound = Sound. Candor doesn't use the microphone or listen to what you play.
never-hidden = Anything in secret. While counts or pictures are taken, a small sign saying “Candor recording” is on your screen. Nobody can switch recording on from afar, and there is no hidden mode.
never-paused = Anything while no session runs, or while you have paused.
never-inferred = Your feelings, your face as a means to identify you, or the rhythm of your typing. Nothing of the kind is worked out from what is recorded.
never-elsewhere = Your files, your messages, your passwords, your browsing or your location as such.
never-shown = { never-elsewhere } But a screenshot shows what is on your screens at that moment, whatever it is.
never-category = { $category }: this project doesn't collect them, and Candor won't ask.

heading = { $category }: { $requirement }
what = What exactly
sample = What one looks like
often = How often
why = Why
basis = On which basis
seen = Who sees it
kept = Where and how long
declining = If you say no
withdrawing = If you change your mind
# What a client wrote, where only it stands.
quoted = “{ $text }”
quote = { $client } says: “{ $text }”
unsaid = { $client } has not said. Ask before you decide.

what-activity_counts = For each minute of a session: how many keys you pressed, how many mouse buttons, how many steps of the wheel, how far the pointer moved in pixels, and in how many seconds any of this happened. These are totals. From them, nobody can tell what you typed or where you clicked.
what-screenshots = Pictures of your screens, every screen that is connected, in full size. They show whatever is visible: the work, but also a private message or a name if it happens to be open. No picture takes more than { $kilobytes } kB.
what-webcam_stills = Single pictures from your webcam. They show you and the room behind you. The camera is switched on for one picture and off again; there is no video and no sound. No picture takes more than { $kilobytes } kB.
what-work_notes = The words that you type into Candor about your work, when and as you choose. Nothing is added to them but the time.

sample-activity_counts = “14:03 to 14:04: 212 keys, 9 clicks, 4 scroll steps, 3810 pixels, active in 41 of 60 seconds.”
sample-screenshots = One picture of each screen as you see it yourself (a WebP file), with the time. { $minutes ->
    [0] This project gives you no time to look at the file before it is sent.
   *[other] You can look at the very file before it is sent.
}
sample-webcam_stills = One picture as your camera would show it in a call (a WebP file), with the time. { $minutes ->
    [0] This project gives you no time to look at the file before it is sent.
   *[other] You can look at the very file before it is sent.
}
sample-work_notes = “14:20: Finished the contour lines, waiting for the depth data.”

often-activity_counts = { $count ->
    [0] Not at all at present.
    [60] Once a minute while a session runs. At a pause or a stop, what was counted so far makes a shorter one.
    [one] At most once an hour while a session runs.
   *[other] At most { $count } times an hour while a session runs.
}
often-screenshots = { $count ->
    [0] Not at all at present.
    [one] At most once an hour while a session runs, at a moment that is chosen at random.
   *[other] At most { $count } times an hour while a session runs, at moments that are chosen at random.
}
often-webcam_stills = { $count ->
    [0] Not at all at present.
    [one] At most once an hour while a session runs, at a moment that is chosen at random.
   *[other] At most { $count } times an hour while a session runs, at moments that are chosen at random.
}
often-work_notes = Only when you write one.

announce-after = After each picture, a notification tells you that it was taken.
announce-before = { $seconds } seconds before each picture, a notification tells you that it is coming.

basis-consent = Your consent and nothing else (Article 6(1)(a) of the GDPR). It is yours to give, to refuse and to take back.
basis-contract = Not your consent: { $client } holds that it is needed for a contract with you (Article 6(1)(b) of the GDPR). Even so, nothing of this kind is recorded unless you switch it on, and you can switch it off at any time.
basis-legal_obligation = Not your consent: { $client } holds that a law demands it (Article 6(1)(c) of the GDPR); ask which one. Even so, nothing of this kind is recorded unless you switch it on, and you can switch it off at any time.
basis-legitimate_interests = Not your consent: { $client } holds that its interest in it outweighs yours (Article 6(1)(f) of the GDPR), and you have the right to object. Even so, nothing of this kind is recorded unless you switch it on, and you can switch it off at any time.

seen-text = These people, named by { $client }:
seen-others = Beyond them only { $operator }, as far as needed to keep the service running.
seen-covered = Each picture stays covered for them until somebody asks to see this very one.
seen-reason = Whoever asks must say why, and you can read what they said.
seen-looks = Who opened which of your pictures, and when, is written down, and you can see it.
kept-text = On this computer, encrypted, until it is sent. Then in this place, named by { $client }:
kept-long = { $days ->
    [0] It is deleted on the day on which it arrives.
    [one] It is deleted { $days } day after it arrives.
   *[other] It is deleted { $days } days after it arrives.
}

declining-optional = Nothing else changes. You can work on this project all the same, and your time counts the same. The work log says “declined” for this kind, and nothing more.
declining-required = Nothing of this kind is recorded, and this project can't be worked on with Candor: a session doesn't start without it. Instead, { $client } offers: “{ $text }”
declining-required-unsaid = Nothing of this kind is recorded, and this project can't be worked on with Candor: a session doesn't start without it. { $client } has named nothing else that you could do instead. Ask before you decide.

withdrawing-text = One step in Candor, as easy as saying yes, at any time and without a reason. For example with this command:
withdrawing-then = Recording of this kind ends at once. What still waits on this computer stays here: you choose whether it is sent, and after a day it is deleted. What was sent before stays lawful; to have it erased, ask { $client }.
withdrawing-required = This project can't be worked on from then on, as with a no at the start.

control = You stay in control
control-pause = Pause or stop whenever you like. While paused, the program that records doesn't run at all.
control-hours = A session can run only in the working hours: { $hours }, by this computer's clock. Outside them Candor pauses by itself, and nothing is recorded.
control-review = { $minutes ->
    [0] What was recorded can be sent at once: this project gives you no time to look at it first.
    [one] You see it before it is sent. Everything waits on this computer for at least { $minutes } minute. Meanwhile you can look at it, black out parts of a picture, or delete it.
   *[other] You see it before it is sent. Everything waits on this computer for at least { $minutes } minutes. Meanwhile you can look at it, black out parts of a picture, or delete it.
}
control-grace = { $hours ->
    [0] Once it is sent, deleting a picture is a request to { $client }.
    [one] For { $hours } hour after it was sent, you can still delete a picture, at once and without asking. After that, deleting is a request to { $client }.
   *[other] For { $hours } hours after it was sent, you can still delete a picture, at once and without asking. After that, deleting is a request to { $client }.
}
control-time = Deleting, declining or pausing never takes away time that you worked. The log shows that something is missing there, when, of which kind and why; not what it was.
control-person = No program decides about you. If something looks wrong to the client, a person looks at it, tells you and hears you.
control-change = If a later policy asks for more than you agreed to, that kind of recording ends at once, and starts only after you have read the new notice and said yes.

rights = Your rights
rights-text = You may ask { $client } for a copy of everything held about you, to have it corrected, erased or handed to someone else, to use it less while a question is open, and you may object to its use. Asking costs nothing. Write to: { $contact }, or by post to: { $address }
rights-complain = If you think that something is wrong, you may complain, without asking { $client } first, to: { $authority }
rights-proof = Candor keeps a signed log of what you were shown and what you decided, and gives you a receipt for each decision. With `candor export` you take both with you, and with `candor verify` anyone can check them.
