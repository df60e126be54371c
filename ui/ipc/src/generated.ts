// Generated from the engine's protocol and src-tauri/src/view.rs by `cargo xtask codegen`; a test compares them.

/**
 * This program.
 */
export type About = { 
/**
 * Its version.
 */
version: string, 
/**
 * The home folder of engine and store.
 */
home: string, 
/**
 * The operating system and its architecture.
 */
system: string, 
/**
 * The licences of Candor and of what it is built from.
 */
licences: string, 
/**
 * Whether it was built with a place to get newer versions from.
 */
updates: boolean, };

/**
 * Counts for one minute, or for less at a pause or stop. Which keys they were is known to nobody.
 */
export type ActivitySample = { 
/**
 * Start of the stretch.
 */
from: Timestamp, 
/**
 * Its end.
 */
to: Timestamp, 
/**
 * Key presses; a held key counts once.
 */
keys: number, 
/**
 * Presses of mouse buttons, the wheel not among them.
 */
clicks: number, 
/**
 * Steps of the wheel, in any direction.
 */
scroll: number, 
/**
 * The pointer's way in pixels.
 */
pointer_px: number, 
/**
 * Seconds in which anything of this happened.
 */
active_s: number, };

/**
 * The word `ok`.
 */
export type AllWell = "ok";

/**
 * Whether a notification tells the agent of each capture of a category; a later one gives more notice.
 */
export type Announce = "none" | "after" | "before";

/**
 * A camera.
 */
export type CameraDevice = { 
/**
 * Its name, by which it is chosen. Devices of one name are one camera.
 */
name: string, 
/**
 * The system's number for its first device.
 */
index: number, };

/**
 * What took a capture.
 */
export type CaptureSource = { "from": "screen", 
/**
 * Which monitor.
 */
monitor: number, } | { "from": "camera" };

/**
 * One kind of Work Information.
 */
export type Category = "activity_counts" | "screenshots" | "webcam_stills" | "work_notes";

/**
 * Where the decision about one category stands.
 */
export type CategoryStatus = { 
/**
 * The category.
 */
category: Category, 
/**
 * Optional or required.
 */
requirement: Requirement, 
/**
 * How many an hour.
 */
per_hour: number, 
/**
 * What holds now.
 */
consent: ConsentState, 
/**
 * When it was decided.
 */
at?: Timestamp, 
/**
 * The notice decided on.
 */
notice?: Sha256Hash, 
/**
 * The receipt.
 */
receipt?: Sha256Hash, };

/**
 * One difference between two versions of a policy.
 */
export type Change = { 
/**
 * The category that it is about; none where it is about all of them.
 */
category?: Category, 
/**
 * A sentence that says it, and stands on its own.
 */
text: string, 
/**
 * Whether it asks more of the agent than before, or can't be told by machine not to: [`Policy::widens`].
 */
wider: boolean, };

/**
 * Where the agent read or decided.
 */
export type Channel = "app" | "cli" | "portal";

/**
 * A client as its agents know it.
 */
export type Client = { 
/**
 * The client.
 */
id: ClientId, 
/**
 * Its name.
 */
name: string, 
/**
 * How to reach it about personal data.
 */
contact: string, 
/**
 * Its postal address.
 */
address: string, 
/**
 * Under whose law it processes, the widest last, such as "Germany, European Union".
 */
jurisdiction: string, 
/**
 * The authority that takes complaints about it.
 */
authority: string, 
/**
 * Who runs the backend for it, the processor.
 */
operator: string, };

/**
 * An organisation that ordered the work, the controller.
 */
export type ClientId = string;

/**
 * Why a command failed.
 */
export type CommandError = { 
/**
 * What kind of failure.
 */
code: ErrorCode, 
/**
 * What happened, what was kept and what to do next.
 */
message: string, };

/**
 * What a decision amounts to under the current policy.
 */
export type ConsentState = "granted" | "declined" | "withdrawn" | "undecided" | "widened";

/**
 * Answer of [`Request::Show`].
 */
export type Content = { 
/**
 * The media type.
 */
media_type: string, 
/**
 * The bytes in base64.
 */
base64: string, };

/**
 * A calendar day, as `YYYY-MM-DD`; which instants it holds depends on a zone.
 */
export type Day = string;

/**
 * A session event as the ledger has it.
 */
export type DayEvent = { 
/**
 * When.
 */
at: Timestamp, 
/**
 * What.
 */
event: SessionEvent, 
/**
 * Why, for pauses and stops.
 */
reason?: SessionReason, };

/**
 * Answer of [`Request::Day`].
 */
export type DayLog = { 
/**
 * The day.
 */
day: Day, 
/**
 * The time zone in which it is cut.
 */
zone: Zone, 
/**
 * Its first instant.
 */
from: Timestamp, 
/**
 * The first instant after it.
 */
to: Timestamp, 
/**
 * The sessions that began on it, the earliest first.
 */
sessions: Array<DaySession>, 
/**
 * Everything recorded in them, in the order of recording; what is no longer on this machine without its content.
 */
items: Array<OutboxItem>, };

/**
 * A session in a day.
 */
export type DaySession = { 
/**
 * The session.
 */
id: SessionId, 
/**
 * Its project.
 */
project: ProjectId, 
/**
 * The project's name.
 */
project_name: string, 
/**
 * The client's name.
 */
client_name: string, 
/**
 * When it began.
 */
started: Timestamp, 
/**
 * When it ended; none while it is open.
 */
ended?: Timestamp, 
/**
 * Time worked in it.
 */
worked_ms: Millis, 
/**
 * Whether its records are marked synthetic.
 */
synthetic: boolean, 
/**
 * What happened to it, in order, as the ledger has it.
 */
events: Array<DayEvent>, };

/**
 * What one day holds.
 */
export type DaySummary = { 
/**
 * The day.
 */
day: Day, 
/**
 * Sessions that began on it.
 */
sessions: number, 
/**
 * Time worked in them.
 */
worked_ms: Millis, 
/**
 * Screenshots and stills taken in them, those deleted since among them.
 */
captures: number, 
/**
 * The names of their projects.
 */
projects: Array<string>, };

/**
 * Answer of [`Request::Days`].
 */
export type Days = { 
/**
 * The machine's time zone, in which they are cut.
 */
zone: Zone, 
/**
 * The day that it is.
 */
today: Day, 
/**
 * Days on which sessions began, the latest first.
 */
days: Array<DaySummary>, };

/**
 * Answer of [`Request::Decide`].
 */
export type Decided = { 
/**
 * The project.
 */
project: ProjectId, 
/**
 * The categories after it.
 */
categories: Array<CategoryStatus>, 
/**
 * Items that waited in a withdrawn category: frozen until the agent chooses, deleted after a day.
 */
frozen: number, };

/**
 * What the agent decided about a category.
 */
export type Decision = "granted" | "declined" | "withdrawn";

/**
 * Answer of [`Request::Delete`].
 */
export type Deleted = { 
/**
 * Items that are purged when the time for undoing is over; nothing sends them meanwhile.
 */
deleting: Array<RecordId>, 
/**
 * Until when it can be undone.
 */
undo_until: Timestamp, 
/**
 * Items that the server has or may have: it was asked to delete them, or will be at the next contact.
 */
requested: Array<RecordId>, };

/**
 * One enrolment of one agent on one device for one client.
 */
export type DeviceId = string;

/**
 * What a start of the engine came to.
 */
export type EngineStart = "running" | "passphrase_needed" | "passphrase_wrong" | "no_keychain";

/**
 * Answer of [`Request::Enroll`].
 */
export type Enrolled = { 
/**
 * The enrolment.
 */
device: DeviceId, 
/**
 * The client.
 */
client: Client, 
/**
 * The projects open to the agent.
 */
projects: Array<Project>, };

/**
 * One enrolment.
 */
export type EnrolmentStatus = { 
/**
 * The enrolment.
 */
device: DeviceId, 
/**
 * The client.
 */
client: Client, 
/**
 * The server's address.
 */
server: string, 
/**
 * Entries in the ledger.
 */
ledger_size: number, 
/**
 * Of these, cosigned by the server.
 */
cosigned: number, };

/**
 * Every way in which a command can fail: the engine's, and those of the way to it.
 */
export type ErrorCode = "usage" | "consent_missing" | "not_enrolled" | "unreachable" | "server_refused" | "invitation_unknown" | "invitation_used" | "invitation_expired" | "verification_failed" | "not_found" | "state" | "no_indicator" | "sensor_failed" | "storage_full" | "no_key" | "engine_not_running" | "engine_silent" | "engine_incompatible" | "internal";

/**
 * Windows that are black in every picture, whatever lies in them.
 */
export type Exclusions = { 
/**
 * Windows that any of these describe.
 */
patterns: Array<Pattern>, 
/**
 * Private windows of browsers, as far as they can be recognised by their titles. Not every browser says in the
 * title that a window is private.
 */
private_windows: boolean, };

/**
 * Answer of [`Request::Export`].
 */
export type Exported = { 
/**
 * The file.
 */
file: string, 
/**
 * Its bytes.
 */
bytes: number, 
/**
 * Records in it.
 */
records: number, 
/**
 * Pictures in it.
 */
captures: number, };

/**
 * What can be said of a picture by machine, so that nobody takes it for more than it is.
 */
export type Finding = "ordinary" | "black" | "blank" | "unchanged";

/**
 * Why something is missing.
 */
export type GapReason = "deleted" | "declined" | "withdrawn" | "paused" | "undecided" | "sensor_failed" | "storage_full";

/**
 * Whether all is well: `"ok"` or a list of problems.
 */
export type Health = AllWell | Array<Trouble>;

/**
 * Answer of [`Request::Preview`].
 */
export type InvitationPreview = { 
/**
 * The server's address.
 */
server: string, 
/**
 * Whether the way there is encrypted; only a server on this machine is spoken to without.
 */
encrypted: boolean, 
/**
 * The client.
 */
client: Client, 
/**
 * The projects that would be open to the agent.
 */
projects: Array<Project>, 
/**
 * Until when it is good.
 */
expires: Timestamp, };

/**
 * What an item holds, pictures by their measures.
 */
export type ItemContent = { "kind": "activity" } & ActivitySample | { "kind": "capture", 
/**
 * What took it.
 */
source: CaptureSource, 
/**
 * SHA-256 of its bytes.
 */
sha256: Sha256Hash, 
/**
 * Number of its bytes.
 */
bytes: number, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, 
/**
 * What can be said of it by machine.
 */
finding: Finding, 
/**
 * Whether a part was blacked out.
 */
redacted: boolean, } | { "kind": "note", 
/**
 * The words.
 */
text: string, } | { "kind": "gap", 
/**
 * From when.
 */
from: Timestamp, 
/**
 * Until when.
 */
to: Timestamp, 
/**
 * Why.
 */
reason: GapReason, } | { "kind": "session", 
/**
 * Time worked.
 */
worked_ms: Millis, } | { "kind": "gone" };

/**
 * How an engine is started where none runs.
 */
export type KeyStoreChoice = { "kind": "remembered" } | { "kind": "keychain" } | { "kind": "passphrase", 
/**
 * The passphrase; eight characters or more.
 */
passphrase: string, } | { "kind": "file", 
/**
 * Its path, outside the home folder of Candor.
 */
path: string, };

/**
 * The basis in law for processing, in the terms of Article 6(1) of the GDPR.
 */
export type LawfulBasis = "consent" | "contract" | "legal_obligation" | "legitimate_interests";

/**
 * One entry of a ledger, for reading. A field is there where an entry of its kind has it.
 */
export type LedgerLine = { 
/**
 * Its number, from 0.
 */
seq: number, 
/**
 * When it was written, by the machine's clock.
 */
at: Timestamp, 
/**
 * What it is: `enrolled`, `notice_shown`, `decision`, `session`, `records`, `deletion`, `redaction` or `wipe`.
 */
kind: string, 
/**
 * The project's name.
 */
project?: string, 
/**
 * The category.
 */
category?: Category, 
/**
 * What was decided.
 */
decision?: Decision, 
/**
 * Where it was read or decided.
 */
channel?: Channel, 
/**
 * What happened to the session.
 */
event?: SessionEvent, 
/**
 * Why.
 */
reason?: string, 
/**
 * The notice read or decided on.
 */
notice?: Sha256Hash, 
/**
 * The decision's receipt; see [`Request::Receipt`].
 */
receipt?: Sha256Hash, 
/**
 * Items deleted, or records that left.
 */
items?: number, 
/**
 * SHA-256 of the entry as it is signed, the leaf's data.
 */
sha256?: Sha256Hash, };

/**
 * Answer of [`Request::Ledger`]: entries of one enrolment's ledger, the latest first.
 */
export type LedgerPage = { 
/**
 * The enrolment.
 */
device: DeviceId, 
/**
 * Entries in all.
 */
size: number, 
/**
 * Of these, cosigned by the server.
 */
cosigned: number, 
/**
 * The entries.
 */
entries: Array<LedgerLine>, };

/**
 * Answer of [`Request::Leave`].
 */
export type Left = { 
/**
 * The client.
 */
client: Client, 
/**
 * Categories withdrawn.
 */
withdrawn: Array<Category>, 
/**
 * Records that the client still holds.
 */
held_by_client: number, 
/**
 * How to have them erased.
 */
erasure: string, 
/**
 * Whether the server knows of the withdrawal already.
 */
server_told: boolean, };

/**
 * How the client's members look at pictures.
 */
export type Looking = { 
/**
 * Whether each picture stays covered until somebody asks for this very one.
 */
covered: boolean, 
/**
 * Whether whoever looks must say why; the server shows nothing without.
 */
reason: boolean, };

/**
 * A stretch of time in milliseconds; at most 2^53 − 1 of them, 285,000 years.
 */
export type Millis = number;

/**
 * A monitor.
 */
export type Monitor = { 
/**
 * Its number from 0 in the system's order, which pictures name it by.
 */
index: number, 
/**
 * The system's name for it.
 */
name: string, 
/**
 * Its width, in the system's units.
 */
width: number, 
/**
 * Its height, in the system's units.
 */
height: number, 
/**
 * Whether it is the main one.
 */
primary: boolean, };

/**
 * A window that is open.
 */
export type OpenWindow = { 
/**
 * Its application's name; empty where it has none.
 */
application: string, 
/**
 * Its title; empty where it has none.
 */
title: string, };

/**
 * Answer of [`Request::Outbox`].
 */
export type Outbox = { 
/**
 * The items, the oldest first.
 */
items: Array<OutboxItem>, };

/**
 * An item that waits.
 */
export type OutboxItem = { 
/**
 * The item.
 */
id: RecordId, 
/**
 * Its category; none for a session summary.
 */
category: Category | null, 
/**
 * When it was made.
 */
at: Timestamp, 
/**
 * Its project.
 */
project: ProjectId, 
/**
 * Its session.
 */
session: SessionId, 
/**
 * Where it stands.
 */
state: PlaceInLine, 
/**
 * Time left for undoing its deletion.
 */
undo_left_ms?: Millis, 
/**
 * Until when a frozen item waits for the agent's choice; then it is deleted.
 */
frozen_until?: Timestamp, 
/**
 * Time left for review, where it is held.
 */
review_left_ms?: Millis, 
/**
 * What it holds.
 */
content: ItemContent, 
/**
 * Why the server refused it.
 */
refused?: Refused, };

/**
 * What waits on this machine.
 */
export type OutboxStatus = { 
/**
 * Items under review.
 */
items: number, 
/**
 * Their bytes.
 */
bytes: number, 
/**
 * Of these, frozen by a withdrawal until the agent chooses.
 */
frozen: number, };

/**
 * Describes windows. What isn't given isn't looked at; where both are given both must fit, and where neither is, no window
 * fits.
 *
 * Upper and lower case are the same. A text with `*` must fit as a whole, each `*` standing for any characters or none; a
 * text without fits wherever it occurs.
 */
export type Pattern = { 
/**
 * The application: on X11 the window's class or its process's name, elsewhere the application's name.
 */
application: string | null, 
/**
 * The window's title.
 */
title: string | null, };

/**
 * Where an item stands.
 */
export type PlaceInLine = "held" | "frozen" | "deleting" | "claimed" | "sent" | "quarantined" | "purged";

/**
 * What one project collects. Immutable once published; a change is a new version.
 */
export type Policy = { 
/**
 * Format of this document: 1.
 */
v: number, 
/**
 * The project.
 */
project: ProjectId, 
/**
 * The version.
 */
version: PolicyVersion, 
/**
 * When it was published.
 */
published_at: Timestamp, 
/**
 * Minutes that each item waits in the outbox for the agent's review.
 */
review_minutes: number, 
/**
 * Hours after upload in which the agent deletes at once, without a request.
 */
grace_hours: number, 
/**
 * The only times at which a session can run; at any time where there are none.
 */
working_hours?: WorkingHours, 
/**
 * How pictures are looked at.
 */
looking?: Looking, 
/**
 * The terms of each category; one that is missing is off.
 */
categories: { [key in Category]?: Terms }, };

/**
 * The version of a project's policy, counted from 1.
 */
export type PolicyVersion = number;

/**
 * A project as its agents know it.
 */
export type Project = { 
/**
 * The project.
 */
id: ProjectId, 
/**
 * Its name.
 */
name: string, 
/**
 * The client that ordered the work, the controller.
 */
client: Client, 
/**
 * Made for testing: takes synthetic records.
 */
testing: boolean, };

/**
 * A project of a client.
 */
export type ProjectId = string;

/**
 * A project and where the agent's decisions stand.
 */
export type ProjectStatus = { 
/**
 * The project.
 */
project: Project, 
/**
 * The version of the current policy.
 */
policy_version: PolicyVersion | null, 
/**
 * Each category that is collected.
 */
categories: Array<CategoryStatus>, 
/**
 * Whether a session can start.
 */
ready: boolean, };

/**
 * Answer of [`Request::Projects`].
 */
export type Projects = { 
/**
 * The projects.
 */
projects: Array<ProjectStatus>, };

/**
 * One work record: a sample, capture, note or gap marker.
 */
export type RecordId = string;

/**
 * A region of a picture in pixels from its upper left corner.
 */
export type Rect = { 
/**
 * Left edge.
 */
x: number, 
/**
 * Upper edge.
 */
y: number, 
/**
 * Width.
 */
w: number, 
/**
 * Height.
 */
h: number, };

/**
 * Why the server refused an item.
 */
export type Refused = { 
/**
 * For programs.
 */
code: string, 
/**
 * For people.
 */
message: string, };

/**
 * An item that the server refused.
 */
export type RefusedItem = { 
/**
 * The item.
 */
id: RecordId, 
/**
 * For programs.
 */
code: string, 
/**
 * For people.
 */
message: string, };

/**
 * Whether a category is collected at all, and whether the project can be worked on without it.
 */
export type Requirement = "off" | "optional" | "required";

/**
 * Answers of [`Request::Sample`], one after the other. Made on this machine for the agent to see, kept nowhere.
 */
export type SampleUpdate = { "kind": "shown" } | { "kind": "picture", 
/**
 * The category.
 */
category: Category, 
/**
 * When it was taken.
 */
at: Timestamp, 
/**
 * The monitor, for a screenshot.
 */
monitor: number | null, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, 
/**
 * Whether excluded windows were blacked out in it.
 */
excluded: boolean, 
/**
 * The media type.
 */
media_type: string, 
/**
 * The bytes in base64.
 */
base64: string, } | { "kind": "counts", 
/**
 * The counts.
 */
counts: ActivitySample, } | { "kind": "missed", 
/**
 * For programs.
 */
code: string, 
/**
 * For people.
 */
message: string, } | { "kind": "over" };

/**
 * What happened to a session.
 */
export type SessionEvent = "started" | "paused" | "resumed" | "stopped";

/**
 * One stretch of work.
 */
export type SessionId = string;

/**
 * Why a session was paused or stopped.
 */
export type SessionReason = "agent" | "idle" | "screen_locked" | "suspended" | "working_hours" | "indicator_lost" | "sensor_lost" | "storage_full" | "consent_missing" | "crash";

/**
 * Where a session stands.
 */
export type SessionState = "idle" | "running" | "paused";

/**
 * An open session.
 */
export type SessionStatus = { 
/**
 * The session.
 */
id: SessionId, 
/**
 * Its project.
 */
project: ProjectId, 
/**
 * The project's name.
 */
project_name: string, 
/**
 * When it started.
 */
started: Timestamp, 
/**
 * Time worked so far.
 */
worked_ms: Millis, 
/**
 * Whether its records are marked synthetic.
 */
synthetic: boolean, 
/**
 * Counts so far, as far as they are on disk.
 */
totals: Totals, };

/**
 * What the agent sets. Each of them can only lessen what a policy allows to be recorded.
 */
export type Settings = { 
/**
 * The language of pill, tray and notifications, as a BCP 47 tag; the system's where there is none.
 */
lang?: string, 
/**
 * Windows that are blacked out in screenshots.
 */
exclusions: Exclusions, 
/**
 * Monitors of which pictures are taken, counted from 0; all where none is named.
 */
monitors: Array<number>, 
/**
 * The camera's name; the system's first where there is none.
 */
camera?: string, 
/**
 * Minutes without activity after which a session pauses by itself; never where there is none.
 */
idle_minutes?: number, 
/**
 * Hours outside which a session pauses by itself; none where there are none.
 */
working_hours?: WorkingHours, 
/**
 * Uploads take no more than this, in KiB a second; as much as there is where there is none.
 */
upload_kib_per_s?: number, 
/**
 * Whether a notification tells of each capture, also where the policy asks for none.
 */
tell_of_captures: boolean, 
/**
 * Pauses from any program, such as `Ctrl+Alt+P`.
 */
pause_shortcut?: string, 
/**
 * Stops from any program.
 */
stop_shortcut?: string, };

/**
 * A SHA-256 digest; in JSON 64 lower-case hexadecimal digits.
 */
export type Sha256Hash = string;

/**
 * Answer of [`Request::Notice`].
 */
export type ShownNotice = { 
/**
 * The policy that it renders.
 */
policy: Policy, 
/**
 * Where the decisions stand.
 */
categories: Array<CategoryStatus>, 
/**
 * What has changed since the agent decided, in words; empty where nothing was decided or nothing changed.
 */
changes: Array<Change>, 
/**
 * The languages that the notice can be had in, as BCP 47 tags.
 */
languages: Array<string>, 
/**
 * The project whose policy it shows.
 */
project: ProjectId, 
/**
 * The version of the policy.
 */
policy_version: PolicyVersion, 
/**
 * The language, as a BCP 47 tag.
 */
lang: string, 
/**
 * The text as the person reads it.
 */
text: string, 
/**
 * SHA-256 of the text's UTF-8 bytes, the notice's identity.
 */
sha256: Sha256Hash, };

/**
 * What is recorded right now, and how everything stands.
 */
export type Status = { 
/**
 * Idle, running or paused.
 */
state: SessionState, 
/**
 * Why it is paused.
 */
reason?: SessionReason, 
/**
 * The categories captured now.
 */
grants: Array<Category>, 
/**
 * The session, where one is open.
 */
session?: SessionStatus, 
/**
 * When the last item of each category was verified to be on disk.
 */
last_verified: { [key in Category]?: Timestamp }, 
/**
 * What waits on this machine.
 */
outbox: OutboxStatus, 
/**
 * What is on its way.
 */
upload: UploadStatus, 
/**
 * Whether all is well.
 */
health: Health, 
/**
 * Where the key of the store is kept.
 */
key_store: string, 
/**
 * The enrolments.
 */
enrolments: Array<EnrolmentStatus>, 
/**
 * The version of the engine.
 */
version: string, };

/**
 * How far an export has come; see `candor_engine::protocol::Progress`.
 */
export type Steps = { 
/**
 * What is done.
 */
done: number, 
/**
 * Of how much.
 */
total: number, };

/**
 * Answer of [`Request::Stop`].
 */
export type Stopped = { 
/**
 * The session as it ended.
 */
session: SessionStatus, 
/**
 * Items that wait for review.
 */
waiting: number, };

/**
 * Open windows, monitors and cameras, for the agent's own eyes while choosing what to leave out.
 */
export type Surroundings = { 
/**
 * The windows of other programs, each application and title once; empty where the system doesn't say.
 */
windows: Array<OpenWindow>, 
/**
 * The monitors, by their number; empty where no picture can be taken of them.
 */
monitors: Array<Monitor>, 
/**
 * The cameras, by their number.
 */
cameras: Array<CameraDevice>, 
/**
 * Whether the system tells windows' titles, without which no private window can be recognised.
 */
private_known: boolean, };

/**
 * Answer of [`Request::Sync`].
 */
export type Synced = { 
/**
 * Records that the server has now, each once.
 */
sent: number, 
/**
 * Items that wait for their review time or the agent's choice.
 */
waiting: number, 
/**
 * What the server refused.
 */
refused: Array<RefusedItem>, 
/**
 * Items that were put on their way once more, because the server had lost them or may have.
 */
requeued: number, };

/**
 * The terms under which one category is collected.
 */
export type Terms = { 
/**
 * Whether the project can be worked on without it.
 */
requirement: Requirement, 
/**
 * How many items an hour at most; 60 for activity counts. Zero for notes: only when the agent writes one.
 */
per_hour: number, 
/**
 * The largest capture in bytes; zero where nothing is captured.
 */
max_bytes: number, 
/**
 * Whether a notification tells the agent of each capture; none where nothing is captured.
 */
announce?: Announce, 
/**
 * What it is used for.
 */
purpose: string, 
/**
 * The basis in law.
 */
lawful_basis: LawfulBasis, 
/**
 * Who sees it.
 */
recipients: Array<string>, 
/**
 * Days that the client keeps it.
 */
retention_days: number, 
/**
 * Where it is kept.
 */
location: string, 
/**
 * What declining means; for a required category also the alternative that the client offers.
 */
declining: string, };

/**
 * A time as a clock on the wall shows it, in whole minutes from `00:00` to `24:00`, the end of the day.
 */
export type TimeOfDay = string;

/**
 * A wall-clock instant in whole milliseconds, in JSON RFC 3339 in UTC with exactly three decimals
 * (`2026-11-22T04:05:06.789Z`).
 */
export type Timestamp = string;

/**
 * Counts of a session.
 */
export type Totals = { 
/**
 * Key presses.
 */
keys: number, 
/**
 * Clicks.
 */
clicks: number, 
/**
 * Scroll steps.
 */
scroll: number, 
/**
 * The pointer's way in pixels.
 */
pointer_px: number, 
/**
 * Active seconds.
 */
active_s: number, 
/**
 * Screenshots and webcam stills.
 */
captures: number, 
/**
 * Notes.
 */
notes: number, };

/**
 * Something that is wrong.
 */
export type Trouble = { 
/**
 * For programs: `camera_stalled`, `black_frame`, `storage_full`, `indicator_lost`, `server_unreachable`, `server_forgot`, …
 */
code: string, 
/**
 * The category that it concerns.
 */
category?: Category, 
/**
 * For people.
 */
message: string, };

/**
 * What a check for a newer version came to.
 */
export type UpdateCheck = { "kind": "newest" } | { "kind": "available", 
/**
 * Its version.
 */
version: string, 
/**
 * What is new in it, where its makers say.
 */
notes: string | null, };

/**
 * What is on its way.
 */
export type UploadStatus = { 
/**
 * Items that left the outbox and are not confirmed.
 */
pending: number, 
/**
 * Items that the server refused; see them with `outbox list`.
 */
quarantined: number, 
/**
 * When the server was last reached.
 */
last_contact?: Timestamp, };

/**
 * Answer of [`Request::Verify`], and of verifying a file.
 */
export type Verified = { 
/**
 * Ledgers checked.
 */
ledgers: number, 
/**
 * Entries checked: form, order, signature, tree.
 */
entries: number, 
/**
 * Records checked: commitment and consent.
 */
records: number, 
/**
 * Pictures checked.
 */
captures: number, 
/**
 * Receipts checked.
 */
receipts: number, 
/**
 * Ledger sizes that the server cosigned, by device.
 */
cosigned: { [key in string]: number }, };

/**
 * One look at one capture.
 */
export type ViewedCapture = { 
/**
 * The client's name.
 */
client: string, 
/**
 * The capture.
 */
capture: RecordId, 
/**
 * Who looked.
 */
viewer: string, 
/**
 * When.
 */
at: Timestamp, 
/**
 * In which role.
 */
role: string, };

/**
 * Answer of [`Request::Views`]: who opened which capture, as far as the servers tell.
 */
export type Views = { 
/**
 * The views, the latest first.
 */
views: Array<ViewedCapture>, 
/**
 * The clients whose server could not be asked just now.
 */
unreached: Array<string>, };

/**
 * What the page learns while it watches the engine, again and again.
 */
export type Watched = { "kind": "status", 
/**
 * The engine's word.
 */
status: Status, } | { "kind": "lost", 
/**
 * Why.
 */
error: CommandError, };

/**
 * A day of the week.
 */
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/**
 * Answer of [`Request::Wipe`].
 */
export type Wiped = { 
/**
 * Items deleted.
 */
items: number, 
/**
 * Ledgers kept.
 */
ledgers: number, };

/**
 * The times at which a session can run, by the clock of the agent's machine. Outside them Candor pauses by itself.
 */
export type WorkingHours = { 
/**
 * The days of the week.
 */
days: Array<Weekday>, 
/**
 * When they begin on each of these days.
 */
from: TimeOfDay, 
/**
 * When they end on the same day; later than `from`, at most `24:00`.
 */
to: TimeOfDay, };

/**
 * An IANA time zone by its name, such as `Europe/Berlin`.
 */
export type Zone = string;
