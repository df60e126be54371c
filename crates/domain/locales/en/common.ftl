# Words that the notice, the command line and the windows share.
# Names of categories, states and reasons end in the names that their JSON has.

language = English

category-activity_counts = Activity counts
category-screenshots = Screenshots
category-webcam_stills = Webcam stills
category-work_notes = Work notes

# One sentence each, for lists and for the moment of asking.
category-activity_counts-short = How many keys, clicks and scroll steps in each minute, never which keys.
category-screenshots-short = Pictures of your screens, taken now and then.
category-webcam_stills-short = Single pictures from your webcam, taken now and then.
category-work_notes-short = What you choose to write about your work.

requirement-off = not collected
requirement-optional = optional
requirement-required = required

decision-granted = granted
decision-declined = declined
decision-withdrawn = withdrawn
decision-none = not decided yet

state-idle = not recording
state-running = recording
state-paused = paused

reason-agent = you asked for it
reason-idle = no activity for a while
reason-screen_locked = the screen was locked
reason-suspended = the computer went to sleep
reason-working_hours = outside the working hours
reason-indicator_lost = the indicator could not be shown
reason-sensor_lost = the sensor process ended by itself
reason-storage_full = no room left to store anything
reason-consent_missing = a required category is no longer granted
reason-crash = Candor ended unexpectedly

date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

# Working hours, such as: Monday to Friday, 09:00 to 17:30.
working-hours = { $days }, { $from } to { $to }
working-hours-none = at any time
weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday
weekdays-all = every day
weekdays-range = { $first } to { $last }
weekdays-more = { $days }, { $day }
weekdays-last = { $days } and { $day }

# What is different between two versions of a policy: sentences that stand on their own, and parts of them.
change-begun = { $category }: now collected ({ $requirement }); not collected before.
change-ended = { $category }: no longer collected.
change-requirement = { $category }: { $new } instead of { $old }.
change-rate = { $category }: up to { $new } an hour instead of { $old }.
change-kilobytes = { $category }: up to { $new } kB for each instead of { $old } kB.
change-bytes = { $category }: up to { $new } bytes for each instead of { $old } bytes.
change-announce = { $category }: { $new } instead of { $old }.
announced-none = no notification
announced-after = a notification after each picture
announced-before = a notification { $seconds } seconds before each picture
change-purpose = { $category }: the purpose, as { $client } says, is now “{ $new }” instead of “{ $old }”.
change-basis = { $category }: the basis in law is now { $new } instead of { $old }.
basis-name-consent = your consent (Article 6(1)(a) of the GDPR)
basis-name-contract = a contract with you (Article 6(1)(b) of the GDPR)
basis-name-legal_obligation = a legal obligation (Article 6(1)(c) of the GDPR)
basis-name-legitimate_interests = legitimate interests (Article 6(1)(f) of the GDPR)
change-seen-too = { $category }: now also seen by “{ $name }”.
change-seen-less = { $category }: no longer seen by “{ $name }”.
change-seen-order = { $category }: seen by the same as before, listed differently.
change-kept = { $category }: kept { $new ->
    [one] { $new } day
   *[other] { $new } days
} instead of { $old }.
change-location = { $category }: kept in “{ $new }” instead of “{ $old }”.
change-declining = { $category }: about saying no, { $client } now says “{ $new }” instead of “{ $old }”.
# Where the difference can't be seen, such as a second space.
change-unseen = { $category }: “{ $label }” reads the same, but was written anew: “{ $new }”.
change-review = Time to look at everything before it is sent: { $new ->
    [one] { $new } minute
   *[other] { $new } minutes
} instead of { $old }.
change-grace = Time in which you can delete a picture at once after it was sent: { $new ->
    [one] { $new } hour
   *[other] { $new } hours
} instead of { $old }.
change-hours = When a session can run: { $new }. Before: { $old }.
change-covered-begun = Pictures stay covered until somebody asks for them. Before, they were seen at once.
change-covered-ended = Pictures are seen at once. Before, each stayed covered until somebody asked for it.
change-reason-begun = Whoever looks at a picture must say why. Before, they needn’t.
change-reason-ended = Whoever looks at a picture needn’t say why any more.

# Columns and words of an exported timesheet.
sheet-agent = Agent
sheet-project = Project
sheet-day = Day
sheet-worked = Worked (hours:minutes)
sheet-minutes = Minutes worked
sheet-adjusted = Adjusted by hand (minutes)
sheet-reasons = Adjusted by, and why
sheet-review = Review
sheet-synthetic = Made by a test
sheet-yes = yes
sheet-by-hand = By hand
sheet-title = Timesheet
sheet-period = { $from } to { $to }, days in { $zone }
sheet-made = Made on { $day } at { $time }. Hours and minutes as they were recorded; a gap takes nothing from them.
sheet-sum = In all
sheet-page = Page { $page } of { $pages }
sheet-nothing = Nothing was worked in this time.
review-approved = approved
review-questioned = questioned

# The page that explains an agent's export.
takeout-title = What the server holds about you for { $client }
takeout-made = For { $name }, made on { $at } (UTC).
takeout-counts = Records: { $records }. Pictures: { $captures }. Looks at them: { $looks }. Receipts: { $receipts }.
takeout-files = What is in this file
takeout-profile = who you are to the client, your devices, and what stands about each kind of data
takeout-account = the account that you sign in with, its sessions and passkeys
takeout-records = every record that your devices sent: counts, pictures, notes, gaps, sessions. Where one was deleted or its time is over, only that it was there
takeout-captures = the pictures, as WebP, as the server has them
takeout-ledgers = the consent ledger of each of your devices, one signed entry a line, with the checkpoint that the server signed last
takeout-receipts = your decisions as consent receipts (ISO/IEC TS 27560, DPV JSON-LD), named by the SHA-256 of those that your device made
takeout-notices = the notices that you decided on, word for word
takeout-policies = what each project collects, version by version
takeout-looks = who looked at which picture, when, and why where they said so
takeout-reviews = what members said about your time, what they adjusted by hand, and your answers
takeout-log = what the audit log says that you did here
takeout-more = invitations, withdrawals made elsewhere, deletions ahead of their record, alarms of your devices
takeout-missing = What isn’t in it
takeout-missing-device = What is only on your computer: what waits there for your review, and the key. Candor’s window exports that.
takeout-missing-deleted = The content of what was deleted, by you or because its time was over. It isn’t here any more. A backup may hold it for a while longer: ask the client.
takeout-missing-secrets = What you prove yourself by: passwords, codes and keys are kept so that nobody can read them.
takeout-missing-sums = Sums by hour and the timeline of your sessions: both are worked out from what is in here.
takeout-contact = Questions about your data: { $contact }, or by post to { $address }. You can complain to: { $authority }.
