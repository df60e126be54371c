// What a front end may ask of the shell. Pages know this interface only, never who stands behind it.

import type {
  About,
  Category,
  CommandError,
  Day,
  DayLog,
  Days,
  Decided,
  Decision,
  Deleted,
  EngineStart,
  Enrolled,
  ErrorCode,
  Exported,
  InvitationPreview,
  KeyStoreChoice,
  LedgerPage,
  Left,
  Outbox,
  OutboxItem,
  Projects,
  RecordId,
  Rect,
  SampleUpdate,
  Settings,
  Sha256Hash,
  ShownNotice,
  Status,
  Steps,
  Stopped,
  Surroundings,
  Synced,
  UpdateCheck,
  Verified,
  Views,
  Watched,
  Wiped,
} from "./generated.ts";

/** Ends what was begun: a watch, a sample. */
export type End = () => void;

/**
 * Every method but those that only end something fails with a {@link BackendError}, whose message is fit for a person and
 * whose code is fit for choosing better words.
 */
export interface Backend {
  /** Starts an engine where none runs; harmless where one does. */
  startEngine(choice: KeyStoreChoice): Promise<EngineStart>;
  /** Tells at once and then each second how everything stands, or that nobody knows. */
  watch(tell: (watched: Watched) => void): End;
  /** Hands over each invitation link that the system opened the app with, those from before the call first. */
  openedLinks(tell: (link: string) => void): End;

  /** Whom an invitation is from. Binds nothing. */
  preview(invitation: string): Promise<InvitationPreview>;
  enroll(invitation: string): Promise<Enrolled>;
  projects(): Promise<Projects>;
  /** The notice in a language, recorded as shown: call it only to show it. */
  notice(project: string, lang: string): Promise<ShownNotice>;
  decide(project: string, categories: Category[], decision: Decision, notice: Sha256Hash | null): Promise<Decided>;
  /** A sample made on this machine for the agent to see, kept nowhere; refused while a session is running. */
  sample(project: string, category: Category, tell: (update: SampleUpdate) => void): End;
  /** Gives the window its title, in the system's own frame too. */
  entitle(title: string): void;
  /** Prints the page. */
  print(): void;
  /** Saves a text where the person chooses; false where they chose nothing. */
  saveText(name: string, text: string): Promise<boolean>;

  start(project: string): Promise<Status>;
  /** Answers when nothing listens any more. */
  pause(): Promise<Status>;
  resume(): Promise<Status>;
  stop(): Promise<Stopped>;
  note(text: string): Promise<OutboxItem>;

  outbox(): Promise<Outbox>;
  /** The exact bytes of a picture, as they would be sent. */
  picture(id: RecordId): Promise<Blob>;
  /** The exact JSON of any other item, as it would be sent. */
  record(id: RecordId): Promise<string>;
  redact(id: RecordId, rects: Rect[]): Promise<OutboxItem>;
  delete(ids: RecordId[]): Promise<Deleted>;
  undelete(ids: RecordId[]): Promise<Outbox>;
  release(ids: RecordId[]): Promise<Outbox>;
  retry(ids: RecordId[]): Promise<Outbox>;
  /** Sends now what may leave. */
  sync(acceptRestored: boolean): Promise<Synced>;

  days(): Promise<Days>;
  day(day: Day): Promise<DayLog>;
  views(): Promise<Views>;
  ledger(client: string, before: number | null, limit: number): Promise<LedgerPage>;
  /** A receipt as JSON-LD text. */
  receipt(sha256: Sha256Hash): Promise<string>;
  /** Writes everything held to a file where the person chooses; null where they chose nothing. */
  export(tell: (steps: Steps) => void): Promise<Exported | null>;
  /** Recomputes everything held. */
  verify(): Promise<Verified>;
  leave(client: string): Promise<Left>;
  wipe(): Promise<Wiped>;

  settings(): Promise<Settings>;
  set(settings: Settings): Promise<Settings>;
  surroundings(): Promise<Surroundings>;
  /** Whether Candor starts with the system. */
  autostart(): Promise<boolean>;
  setAutostart(on: boolean): Promise<boolean>;
  about(): Promise<About>;
  /** Asks for a newer version of Candor. */
  update(): Promise<UpdateCheck>;
  /** Installs the version that was found last, after a yes in the system's own dialog, in this language; false after a no. */
  installUpdate(lang: string): Promise<boolean>;
}

/** A command that failed, with a code to act on and a message to show. */
export class BackendError extends Error {
  override readonly name = "BackendError";

  constructor(
    readonly code: ErrorCode | "shell_failed",
    message: string,
  ) {
    super(message);
  }

  /** Whatever a command threw, as one kind of error. */
  static from(thrown: unknown): BackendError {
    if (thrown instanceof BackendError) return thrown;
    if (isCommandError(thrown)) return new BackendError(thrown.code, thrown.message);
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return new BackendError("shell_failed", `The window could not ask the engine: ${detail}`);
  }
}

function isCommandError(value: unknown): value is CommandError {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "message" in value &&
    typeof value.message === "string"
  );
}
