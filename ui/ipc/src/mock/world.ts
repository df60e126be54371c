// A small engine in memory. It follows the real one's rules as a front end sees them; time passes when it is told.

import type {
  ActivitySample,
  CaptureSource,
  Category,
  CategoryStatus,
  Client,
  ConsentState,
  DayEvent,
  DeviceId,
  ErrorCode,
  Finding,
  GapReason,
  PlaceInLine,
  Policy,
  Project,
  ProjectId,
  RecordId,
  Refused,
  SessionEvent,
  SessionId,
  SessionReason,
  Settings,
  Totals,
  Trouble,
  ViewedCapture,
  Zone,
} from "../generated.ts";
import { BackendError } from "../backend.ts";
import { Chance } from "./bytes.ts";
import { CATEGORIES, type Enrolling } from "./content.ts";
import { Ledger } from "./ledger.ts";
import { changes, render } from "./notice.ts";
import { Picture, SCREENS } from "./paint.ts";
import { DAY, HOUR, MINUTE, SECOND, stamp } from "./time.ts";

/** How long a deletion can be undone. */
export const UNDO = 30 * SECOND;
/** How long what was withdrawn waits for the agent's choice. */
export const FROZEN = DAY;
/** How many milliseconds the made-up line needs for a record, and for a picture besides. */
const LINE = { record: 120, capture: 430 };

export type Body =
  | { kind: "activity"; sample: ActivitySample }
  | { kind: "capture"; source: CaptureSource; picture: Picture; finding: Finding }
  | { kind: "note"; text: string }
  | { kind: "gap"; from: number; to: number; reason: GapReason }
  | { kind: "session"; from: number; to: number; worked: number };

export interface Item {
  id: RecordId;
  device: DeviceId;
  project: ProjectId;
  session: SessionId;
  category: Category | null;
  at: number;
  place: PlaceInLine;
  /** What it holds; nothing once that is gone from here. */
  body: Body | null;
  /** When its review ends. */
  releasable: number;
  /** When undoing or waiting for a choice ends. */
  until?: number;
  /** Where it stood before it was deleted. */
  before?: PlaceInLine;
  /** When the server confirms it. */
  due?: number;
  /** When the server had it. */
  sent?: number;
  refused?: Refused;
}

export interface Session {
  id: SessionId;
  enrolment: Enrolment;
  project: Project;
  started: number;
  ended?: number;
  /** Worked up to the last pause. */
  worked: number;
  /** Since when it runs. */
  running?: number;
  reason?: SessionReason;
  events: DayEvent[];
  totals: Totals;
  verified: Map<Category, number>;
  /** When the next item of each category is due. */
  next: Map<Category, number>;
  /** Start of the minute that is being counted. */
  counted: number;
  /** The categories granted, as of the decisions and policies that the key names. */
  known?: { key: string; list: Category[] };
}

export interface Enrolment {
  device: DeviceId;
  client: Client;
  server: string;
  projects: { project: Project; policies: Policy[] }[];
  ledger: Ledger;
  left: boolean;
}

export function fail(code: ErrorCode, message: string): never {
  throw new BackendError(code, message);
}

export class World {
  readonly chance: Chance;
  enrolments: Enrolment[] = [];
  sessions: Session[] = [];
  items: Item[] = [];
  /** Those that something will still happen to. */
  readonly live = new Set<Item>();
  readonly troubles = new Map<string, Trouble>();
  views: ViewedCapture[] = [];
  online = true;
  lastContact: number | undefined;
  keyStore = "keychain";
  settings: Settings = {
    exclusions: { patterns: [{ application: "KeePassXC", title: null }], private_windows: true },
    monitors: [],
    idle_minutes: 10,
    tell_of_captures: false,
  };
  autostart = false;
  private lineFree = 0;
  private nextSync = 0;

  constructor(
    seed: number,
    readonly zone: Zone,
    /** The instant that it is. */
    public now: number,
  ) {
    this.chance = new Chance(seed);
    this.nextSync = now;
  }

  /** The session that is open. */
  get open(): Session | undefined {
    const last = this.sessions.at(-1);
    return last?.ended === undefined ? last : undefined;
  }

  get active(): Enrolment[] {
    return this.enrolments.filter((enrolment) => !enrolment.left);
  }

  enroll(enrolling: Enrolling, at: number): Enrolment {
    const device = this.chance.id(at);
    const enrolment: Enrolment = {
      device,
      client: enrolling.client,
      server: enrolling.server,
      projects: enrolling.projects.map(({ project, policy, earlier }) => ({ project, policies: earlier ? [earlier, policy] : [policy] })),
      ledger: new Ledger(device),
      left: false,
    };
    enrolment.ledger.append(at, { kind: "enrolled" });
    this.enrolments.push(enrolment);
    this.contact(enrolment, at);
    return enrolment;
  }

  project(named: string): { enrolment: Enrolment; project: Project; policies: Policy[]; policy: Policy } {
    for (const enrolment of this.active) {
      for (const { project, policies } of enrolment.projects) {
        const policy = policies.at(-1);
        if (policy && (project.id === named || project.name === named)) return { enrolment, project, policies, policy };
      }
    }
    fail("not_found", `There is no project ${JSON.stringify(named)}. See \`candor projects\`.`);
  }

  /** What holds for a category now. */
  consent(enrolment: Enrolment, policies: Policy[], category: Category): ConsentState {
    const policy = policies.at(-1);
    const decided = policy && enrolment.ledger.decision(policy.project, category);
    if (!decided) return "undecided";
    if (decided.decision !== "granted") return decided.decision;
    const before = policies.find(({ version }) => version === decided.version);
    const wider = before && changes(before, policy).some((change) => change.category === category && change.wider);
    return wider ? "widened" : "granted";
  }

  categories(enrolment: Enrolment, policies: Policy[]): CategoryStatus[] {
    const policy = policies.at(-1);
    if (!policy) return [];
    return CATEGORIES.flatMap((category) => {
      const terms = policy.categories[category];
      if (!terms) return [];
      const decided = enrolment.ledger.decision(policy.project, category);
      const status = { category, requirement: terms.requirement, per_hour: terms.per_hour, consent: this.consent(enrolment, policies, category) };
      return [decided ? { ...status, at: stamp(decided.at), notice: decided.notice, receipt: decided.receipt } : status];
    });
  }

  missing(enrolment: Enrolment, policies: Policy[]): Category[] {
    return this.categories(enrolment, policies)
      .filter(({ requirement, consent }) => requirement === "required" && consent !== "granted")
      .map(({ category }) => category);
  }

  /** The categories granted in a session's project. */
  granted(session: Session): Category[] {
    const policies = this.policies(session);
    const key = `${session.enrolment.ledger.decisions} ${policies.length}`;
    if (session.known?.key !== key) {
      const list = CATEGORIES.filter((category) => this.consent(session.enrolment, policies, category) === "granted");
      session.known = { key, list };
    }
    return [...session.known.list];
  }

  /** Shows a notice and decides on it, as scenes need it to have been done. */
  read(enrolment: Enrolment, project: Project, policy: Policy, decisions: Partial<Record<Category, "granted" | "declined">>, at: number): void {
    const notice = render(project, policy, "en");
    enrolment.ledger.notice(at, project, policy.version, notice.lang, notice.sha256);
    let after = at + 2 * MINUTE;
    for (const category of CATEGORIES) {
      const decision = decisions[category];
      if (decision && policy.categories[category]) {
        enrolment.ledger.decide(after, project, policy, category, decision, notice.sha256);
        after += 9 * SECOND;
      }
    }
    this.contact(enrolment, after);
  }

  /** The server is reached: it cosigns what there is. */
  contact(enrolment: Enrolment, at: number): void {
    if (!this.online) return;
    enrolment.ledger.cosigned = enrolment.ledger.lines.length;
    this.lastContact = at;
  }

  /** The way to the servers is there again: what waited for it goes from now on. */
  reconnect(): void {
    this.online = true;
    this.nextSync = this.lineFree = this.now;
    for (const enrolment of this.active) this.contact(enrolment, this.now);
  }

  // Sessions.

  start(enrolment: Enrolment, project: Project, at: number): Session {
    const session: Session = {
      id: this.chance.id(at),
      enrolment,
      project,
      started: at,
      worked: 0,
      running: at,
      events: [],
      totals: { keys: 0, clicks: 0, scroll: 0, pointer_px: 0, active_s: 0, captures: 0, notes: 0 },
      verified: new Map(),
      next: new Map(),
      counted: at,
    };
    this.sessions.push(session);
    this.event(session, "started", at);
    this.schedule(session, at);
    return session;
  }

  event(session: Session, event: SessionEvent, at: number, reason?: SessionReason): void {
    session.events.push({ at: stamp(at), event, ...(reason && { reason }) });
    session.enrolment.ledger.append(at, { kind: "session", project: session.project.name, event, ...(reason && { reason }) });
  }

  pause(session: Session, at: number, reason: SessionReason): void {
    if (session.running === undefined) return;
    this.count(session, at);
    session.worked += at - session.running;
    delete session.running;
    session.reason = reason;
    session.next.clear();
    this.event(session, "paused", at, reason);
  }

  resume(session: Session, at: number): void {
    const paused = session.events.at(-1);
    if (paused) {
      for (const category of this.granted(session)) {
        if (category !== "work_notes") this.gap(session, category, Date.parse(paused.at), at, "paused");
      }
    }
    session.running = at;
    delete session.reason;
    session.counted = at;
    this.event(session, "resumed", at);
    this.schedule(session, at);
  }

  stop(session: Session, at: number, reason: SessionReason = "agent"): void {
    if (session.running !== undefined) {
      this.count(session, at);
      session.worked += at - session.running;
      delete session.running;
    }
    for (const { category, consent } of this.categories(session.enrolment, this.policies(session))) {
      if (consent === "declined" && category !== "work_notes") this.gap(session, category, session.started, at, "declined");
    }
    session.ended = at;
    session.next.clear();
    this.event(session, "stopped", at, reason);
    this.insert(session, null, at, { kind: "session", from: session.started, to: at, worked: session.worked });
  }

  worked(session: Session): number {
    return session.worked + (session.running === undefined ? 0 : this.now - session.running);
  }

  private policies(session: Session): Policy[] {
    return session.enrolment.projects.find(({ project }) => project.id === session.project.id)?.policies ?? [];
  }

  /** Sets when the next items are due. */
  schedule(session: Session, from: number): void {
    const granted = this.granted(session);
    for (const category of CATEGORIES) {
      const terms = this.policies(session).at(-1)?.categories[category];
      if (category === "work_notes" || !terms || !granted.includes(category)) session.next.delete(category);
      else if (category === "activity_counts") session.next.set(category, from + MINUTE);
      else if (terms.per_hour > 0) session.next.set(category, from + HOUR / terms.per_hour * (0.2 + 0.7 * this.chance.next()));
    }
  }

  private take(session: Session, category: Category, at: number): void {
    if (category === "activity_counts") {
      this.count(session, at);
      session.next.set(category, at + MINUTE);
      return;
    }
    const camera = category === "webcam_stills";
    const picture = new Picture(camera ? "camera" : this.chance.pick(SCREENS), this.chance.between(1, 2));
    this.insert(session, category, at, {
      kind: "capture",
      source: camera ? { from: "camera" } : { from: "screen", monitor: picture.monitor },
      picture,
      finding: "ordinary",
    });
    const hourly = this.policies(session).at(-1)?.categories[category]?.per_hour ?? 1;
    session.next.set(category, at + HOUR / Math.max(1, hourly) * (0.6 + 0.8 * this.chance.next()));
  }

  /** Ends the stretch that is being counted. */
  private count(session: Session, at: number): void {
    const from = session.counted;
    session.counted = at;
    if (at - from < SECOND || !this.granted(session).includes("activity_counts")) return;
    const share = (at - from) / MINUTE;
    const busy = this.chance.next() < 0.06 ? 0 : this.chance.next();
    const many = (most: number) => Math.round(most * busy * share * (0.6 + 0.4 * this.chance.next()));
    const sample: ActivitySample = {
      from: stamp(from),
      to: stamp(at),
      keys: many(230),
      clicks: many(24),
      scroll: many(60),
      pointer_px: many(9000),
      active_s: Math.min(Math.round((at - from) / SECOND), many(62)),
    };
    this.insert(session, "activity_counts", at, { kind: "activity", sample });
  }

  gap(session: Session, category: Category, from: number, to: number, reason: GapReason): Item {
    return this.insert(session, category, to, { kind: "gap", from, to, reason });
  }

  insert(session: Session, category: Category | null, at: number, body: Body): Item {
    const review = (this.policies(session).at(-1)?.review_minutes ?? 0) * MINUTE;
    const item: Item = {
      id: this.chance.id(at),
      device: session.enrolment.device,
      project: session.project.id,
      session: session.id,
      category,
      at,
      place: "held",
      body,
      releasable: at + review,
    };
    this.items.push(item);
    this.live.add(item);
    if (category && body.kind !== "gap") session.verified.set(category, at);
    const totals = session.totals;
    if (body.kind === "activity") {
      totals.keys += body.sample.keys;
      totals.clicks += body.sample.clicks;
      totals.scroll += body.sample.scroll;
      totals.pointer_px += body.sample.pointer_px;
      totals.active_s += body.sample.active_s;
    } else if (body.kind === "capture") totals.captures += 1;
    else if (body.kind === "note") totals.notes += 1;
    return item;
  }

  // Time.

  /** Lets time pass: items are taken, reviewed, sent and purged, each when it is due. */
  advance(to: number): void {
    for (;;) {
      const due = this.due();
      if (due.at > to) break;
      this.now = Math.max(this.now, due.at);
      if (due.category && this.open) this.take(this.open, due.category, due.at);
      else if (due.item) this.happen(due.item, due.at);
    }
    this.now = Math.max(this.now, to);
  }

  /** What happens next: a category's item is taken, or something becomes of one that is there. */
  private due(): { at: number; category?: Category; item?: Item } {
    let at = Infinity;
    let [category, item]: [Category | undefined, Item | undefined] = [undefined, undefined];
    const session = this.open;
    if (session?.running !== undefined) {
      for (const [due, when] of session.next) {
        if (when < at) [at, category] = [when, due];
      }
    }
    for (const one of this.live) {
      let when: number | undefined;
      if (one.place === "deleting" || one.place === "frozen") when = one.until;
      else if (one.place === "claimed") when = one.due;
      else if (one.place === "held" && this.online) when = Math.max(this.nextSync, one.releasable);
      if (when !== undefined && when < at) [at, category, item] = [when, undefined, one];
    }
    return { at, ...(category && { category }), ...(item && { item }) };
  }

  private happen(item: Item, at: number): void {
    if (item.place === "claimed") this.arrive(item);
    else if (item.place === "held") this.upload(at);
    else this.purge(item);
  }

  /** Puts everything that may leave on its way; how many items that are. */
  upload(at: number): number {
    this.nextSync = at + 5 * MINUTE;
    let count = 0;
    for (const enrolment of this.active) {
      const items = [...this.live].filter(({ device, place, releasable }) => device === enrolment.device && place === "held" && releasable <= at);
      for (const item of items) {
        item.place = "claimed";
        this.lineFree = Math.max(this.lineFree, at) + LINE.record + (item.body?.kind === "capture" ? LINE.capture : 0);
        item.due = this.lineFree;
      }
      if (items.length > 0) enrolment.ledger.append(at, { kind: "records", items: items.length });
      this.contact(enrolment, at);
      count += items.length;
    }
    return count;
  }

  private arrive(item: Item): void {
    item.place = "sent";
    item.sent = item.due ?? this.now;
    delete item.due;
    this.live.delete(item);
    this.lastContact = this.now;
  }

  private purge(item: Item): void {
    const enrolment = this.enrolments.find(({ device }) => device === item.device);
    const session = this.sessions.find(({ id }) => id === item.session);
    const reason = item.place === "frozen" ? "withdrawn" : "deleted";
    item.place = "purged";
    item.body = null;
    delete item.until;
    this.live.delete(item);
    if (!enrolment || !session || !item.category) return;
    const last = enrolment.ledger.lines.at(-1);
    if (last?.kind === "deletion" && last.category === item.category && last.at === stamp(this.now)) last.items = (last.items ?? 0) + 1;
    else enrolment.ledger.append(this.now, { kind: "deletion", project: session.project.name, category: item.category, reason, items: 1 });
    this.gap(session, item.category, item.at, item.at, reason);
  }

  trouble(code: string, message: string, category?: Category): void {
    this.troubles.set(code, category ? { code, category, message } : { code, message });
  }
}
