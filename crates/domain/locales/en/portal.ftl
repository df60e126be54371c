# Words of the portal's pages. Names of categories, states and reasons are in common.ftl, what the desktop's window says too in
# pages.ftl. Text that a client or an agent wrote is passed in as an argument or set in a place of its own.

## The frame

page-title = { $page } – Candor
pages = Pages
page-team = Team day
page-account = Account
menu = Menu
skip = Skip to the page
client-choose = Client
theme-choose = Theme
sign-out = Sign out
remove = Remove
remove-of = Remove “{ $name }”
set-up = Set up
on = on
copy-by-hand = Copying was not allowed. The text is selected: copy it by hand.
truncated = There is more than is shown.
lost-title = The server doesn’t answer
lost-text = Nothing was changed. Check your connection, then try again.
nothing-title = Not found
nothing-here = There is nothing here for you
nothing-text = The address may be wrong, or it belongs to a client that you are no member of.
go-home = Go to my first page
day = Day
day-before = The day before
day-after = The day after
today = Today
project = Project
agent = Agent
all-projects = All projects
all-agents = All agents
filter-clear = Show all

## Errors

error-unreachable = The server can’t be reached. Nothing is known to have changed; try again.
error-internal = The server could not do this. Nothing is known to have changed.
error-unavailable = The server can’t do this at the moment. Try again in a while.
error-malformed = The server did not understand this. Check what you entered.
error-not_found = This doesn’t exist, or not any more.
error-forbidden = Your role doesn’t allow this.
error-invalid_token = You are signed out. Sign in again.
error-cross_site = This can only be done from a page of this server.
error-sign_in_refused = This address and password, or this code, don’t go together.
error-second_factor_required = This client asks its members for a second factor. Set one up in your account first.
error-sign_in_again = For this you need to have signed in just now. Sign out and in again.
error-password_refused = This password can’t be used: it is too short, or it is on lists of passwords that are known to many.
error-link_unknown = The server doesn’t know this link. Copy it again, whole, or ask for a new one.
error-link_used = This link was used already. Ask for a new one.
error-link_expired = This link is too old. Ask for a new one.
error-passkeys_unavailable = This server can’t have passkeys.
error-passkey_refused = This passkey was not accepted.
error-last_owner = A client needs an owner. Make somebody else an owner first.
error-already_there = This is there already.
error-rate_limited = That was tried too often. Wait a few minutes.
error-outdated = Somebody published another version meanwhile. Look at it, then start from there.

## Signing in

sign-in = Sign in
sign-in-back = Sign in to go on. You will come back to the page that you asked for.
sign-in-passkey = Sign in with a passkey
sign-in-other = Sign in as somebody else
back-to-sign-in = Back to signing in
or = or
email = E-mail address
password = Password
password-forgotten = Forgotten your password?
password-current = Password until now
password-new = New password
password-hint = At least 12 characters. A few words that have nothing to do with one another do well.
password-short = { $count ->
    [one] { $count } character more, please.
   *[other] { $count } characters more, please.
}
factor-title = One more step
factor-text = Type the code that your authenticator app shows now.
factor-recovery-text = Type one of your recovery codes. Each works once.
factor-by-code = Use a code of the app
factor-by-recovery = Use a recovery code
code = Code
recovery-code = Recovery code
reset-title = A new password
reset-text = We send you a link with which you choose a new one.
reset-send = Send the link
reset-sent = Look into your letters
reset-sent-text = If { $email } has an account here, a link is on its way. It works for an hour, and once.

## A fresh server

setup-title = Set up Candor
setup-text = This server has no account yet. The first one runs it: who signs in with it can make clients and owners.
setup-code = Code from the terminal
setup-code-hint = The server printed it when it started. It works once.
setup-you = You
setup-client = Your client
setup-client-text = The business that orders the work. Every agent reads this in the notice before deciding anything.
setup-do = Set up
setup-done = This server is set up
setup-done-text = Its first account was made already. Sign in with it.
your-name = Your name
your-name-hint = Agents read it wherever you looked at what they sent.
client-name = Name
client-name-hint = As it stands in the contract.
client-address = Address
client-address-hint = Where it can be written to.
client-contact = Contact for data protection
client-contact-hint = An e-mail address that somebody reads.
client-operator = Who runs this server
client-operator-hint = The processor, by name.
client-jurisdiction = Law
client-jurisdiction-hint = The country whose law applies, such as Ireland.
client-authority = Supervisory authority
client-authority-hint = Where agents can complain.

## Links

link-title = Your link
link-until = The link works until { $until }.
link-empty = The link isn’t whole
link-empty-text = The part behind # is missing. Copy the link again, whole.
link-member-title = Join { $client }
link-agent-title = Your own page at { $client }
link-agent-text = There you see what the server holds about you, and who looked at it.
link-reset-title = A new password
link-reset-text = All your sessions end, and the old password stops working.
link-reset-do = Set the password
link-as = You are signed in as { $name } ({ $email }).
link-has-account = { $email } has an account here already. Sign in with it; then accept the invitation.
link-accept = Accept the invitation
link-member-done = Welcome. You are a member now.
link-agent-done = Welcome. This is your own page.
link-reset-done = Your new password works now.
role-owner = Owner
role-reviewer = Reviewer
role-auditor = Auditor
role-owner-means = As an owner you see the work, invite people, write policies and decide who else is a member.
role-reviewer-means = As a reviewer you see the work, and approve or question time.
role-auditor-means = As an auditor you see everything and change nothing.
join-title = An invitation to Candor
join-text = A client invites you to have your work recorded with Candor. Nothing is recorded by accepting: first you read what would be, and decide on each kind of it.
join-asks = It asks first.
join-asks-text = Each kind of data is recorded only where you said yes to it. You can take that back at any time.
join-sees = You see it first.
join-sees-text = Everything waits on your computer for your review before it is sent. What you delete is never sent.
join-stops = It shows itself.
join-stops-text = While it records, an indicator stands on your screen. Pausing it ends the recording at once.
join-open = Open in Candor
join-open-text = Nothing happens? Then Candor isn’t installed on this computer yet. The client tells you where to get it.
join-paste = Or paste the link
join-paste-text = Open Candor, choose “Join”, and paste this link.
join-link = The invitation’s link
join-secret = The secret in this link stayed in your browser: this page sent it nowhere.

## The account

account-you = You
account-advised = Add a second factor
account-advised-text = You see what people did at work. A password alone is not much to keep that safe.
account-second-factor-set-up = Set up a second factor
factors = Second factor
factors-text = Asked for after your password. A passkey signs you in by itself.
totp = Authenticator app
totp-text = A code of six digits that changes every half minute.
totp-scan = Scan this with your app, or copy the secret into it. Then type the code that it shows.
totp-qr = QR code for an authenticator app
totp-secret = Secret for an authenticator app
totp-code-hint = Six digits.
totp-do = Put it in use
passkeys = Passkeys
passkeys-text = Your device or a security key signs you in. Nothing to type, nothing to be tricked out of.
passkey-add = Add
passkey-name = Passkey of { $date }
passkey-used = Last used { $date }
passkey-unused = Not used yet
recovery-codes = Recovery codes
recovery-codes-left = { $count ->
    [0] None left.
    [one] { $count } left.
   *[other] { $count } left.
}
recovery-codes-new = Make new ones
recovery-codes-once = Each of these signs you in once where your app or passkey is lost. They are shown only now: keep them somewhere safe.
recovery-codes-kept = I have kept them
remove-totp = Remove the authenticator app?
remove-totp-text = Your password alone signs you in then, unless you have a passkey. All your other sessions end.
remove-passkey = Remove this passkey?
remove-passkey-text = It doesn’t sign you in any more. All your other sessions end.
remove-codes = Make new recovery codes?
remove-codes-text = The ones that you have stop working.
account-password-text = When you change it, all your other sessions end.
account-password-change = Change the password
account-password-do = Change it
account-password-done = Your new password works now. All other sessions have ended.
account-sessions = Where you are signed in
account-sessions-text = If you don’t know one of them, end it and change your password.
account-session-this = this one
account-session-seen = Seen { $seen }, signed in { $since }
account-session-end = End
account-session-end-of = End the session: { $browser }
account-session-end-title = End this session?
account-session-end-text = { $browser } is signed out at once.

## The team's day

presence-recording = Recording
presence-paused = Paused
presence-off = Not working
presence-unknown = Not heard of
seen = last contact { $seen }
team-list = Agents
team-row = { $name }: worked { $worked }, paused { $paused }, idle { $idle }. Gaps: { $gaps }. { $state }
team-row-nothing = Nothing on this day
team-sums = { $paused } paused, { $idle } idle
team-note = By name. The bars compare an agent only with their own day. Times in { $zone }.
team-none = Nobody fits
team-none-text = No agent has anything to do with what you chose.
team-empty = Nobody is here yet
team-empty-text = Make a project with its policy, then invite an agent. What they agreed to send appears here once they work.
team-empty-do = Invite an agent
key-worked = Worked
key-level = Activity, against the agent’s own most

## An agent's day

zoom = In sight
zoom-day = Whole day
zoom-hours = { $hours } h
day-line = The day, minute by minute
day-line-name = Worked { $worked }. Pictures: { $captures }. Notes: { $notes }. Pauses: { $pauses }. Gaps: { $gaps }.
day-zone = Times in { $zone }, where the agent worked.
day-empty = Nothing on this day
day-empty-text = { $agent } recorded no session that touches this day, or sent nothing of it yet.
since = since { $from }
sum-worked = Worked
sum-paused = Paused
sum-idle = Idle
sum-gaps = Gaps
captures = Pictures
captures-none = No pictures
captures-none-text = None were taken, or none were sent. Below stands why, where a reason is known.
looks-recorded = Your looks are recorded and shown to { $agent }: each picture that comes into sight here, small or large, with your name and the time. Webcam stills stay covered until you open them.
capture-name = { $category }, { $time }, { $number } of { $count }
one-screenshots = Screenshot
one-webcam_stills = Webcam still
viewer-title = { $category } at { $time }
viewer-covered = A webcam still shows a person. It is fetched only when you ask for it.
viewer-show = Show it
viewer-place = { $number } of { $count }
viewer-redacted = The agent blacked out a part
viewer-recorded = Your look is recorded and shown to { $agent }.
viewer-previous = Previous
viewer-next = Next
finding-black = all black
finding-blank = all of one colour
finding-unchanged = the same as before
synthetic = made by a test
notes = Notes
notes-none = No notes on this day.
gaps = Pauses and gaps
gaps-text = What isn’t there, and why. A gap takes nothing from the time that was worked.
gaps-none = No pauses and no gaps.
missing = { $category }: { $reason }
covers = What covers this
covers-text = Nothing is here without a decision of the agent. Each receipt is in their ledger and yours.
covers-by = Receipt { $receipt }…, under the notice { $notice }…
