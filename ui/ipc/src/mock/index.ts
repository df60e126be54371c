// The backend in a plain browser, for development and tests: a small engine in memory. Never part of a built page.

import { type Backend, BackendError, type End } from "../backend.ts";
import type {
  About,
  Category,
  Decided,
  Decision,
  EngineStart,
  Enrolled,
  ErrorCode,
  Exported,
  InvitationPreview,
  KeyStoreChoice,
  LedgerPage,
  Left,
  OutboxItem,
  RecordId,
  Rect,
  SampleUpdate,
  Settings,
  Sha256Hash,
  ShownNotice,
  Steps,
  Stopped,
  Surroundings,
  Synced,
  Views,
  Watched,
  Wiped,
} from "../generated.ts";
import { toBase64 } from "./bytes.ts";
import { answer, parse } from "./invitations.ts";
import * as items from "./items.ts";
import { changes, LANGUAGES, render } from "./notice.ts";
import { Picture } from "./paint.ts";
import { isScene, type Scene, type Situation, situation } from "./scenes.ts";
import { DAY, SECOND, stamp } from "./time.ts";
import * as views from "./views.ts";
import { type Enrolment, fail, FROZEN, World } from "./world.ts";

export { INVITATION, isScene, type Scene, scenes } from "./scenes.ts";

/** How a mock is set up. */
export interface Setup {
  /** The clock, in milliseconds since 1970; it never runs backwards. */
  now?: () => number;
  /** The person's time zone. */
  zone?: string;
  /** Real milliseconds for each one that something takes: 0 in tests that don't want to wait. */
  pace?: number;
}

const PASSPHRASE = "correct horse";
const MAX_NOTE = 8 * 1024;

export class MockBackend implements Backend {
  readonly world: World;
  /** What was saved by {@link saveText}, by its name. */
  readonly saved = new Map<string, string>();
  /** Whether the agent chooses a file when asked for one. */
  chooses = true;
  private readonly scene: Situation;
  private readonly clock: () => number;
  private readonly pace: number;
  /** How far the mock's clock was put forward. */
  private ahead = 0;
  private alive: boolean;
  private readonly watchers = new Set<(watched: Watched) => void>();
  private readonly readers = new Set<(link: string) => void>();
  private unread: string[];

  constructor(scene: Scene, setup: Setup = {}) {
    this.clock = setup.now ?? Date.now;
    this.pace = setup.pace ?? 1;
    const zone = setup.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.scene = situation(scene, this.clock(), zone);
    this.world = this.scene.world;
    this.alive = this.scene.shut === undefined;
    this.unread = [...(this.scene.links ?? [])];
  }

  // What tests and the console may do.

  /** Lets so many milliseconds pass. */
  advance(ms: number): void {
    this.ahead += ms;
    this.tell();
  }

  /** Cuts or restores the way to the servers. */
  setOnline(on: boolean): void {
    this.reach();
    if (on) {
      this.world.troubles.delete("server_unreachable");
      this.world.reconnect();
    } else {
      this.world.online = false;
      this.world.trouble("server_unreachable", "The server can't be reached. Work goes on; what waits is sent later.");
    }
    this.tell();
  }

  /** Lets the engine go away. */
  lose(): void {
    this.alive = false;
    this.tell();
  }

  /** Opens the app with a link. */
  openLink(link: string): void {
    if (this.readers.size === 0) this.unread.push(link);
    for (const tell of this.readers) tell(link);
  }

  // The engine.

  async startEngine(choice: KeyStoreChoice): Promise<EngineStart> {
    if (this.alive) return "running";
    const { shut } = this.scene;
    if (shut === "passphrase_needed") {
      if (choice.kind !== "passphrase") return "passphrase_needed";
      if (choice.passphrase !== PASSPHRASE) return "passphrase_wrong";
    } else if (shut === "no_keychain") {
      if (choice.kind === "remembered" || choice.kind === "keychain") return "no_keychain";
      if (choice.kind === "passphrase" && choice.passphrase.length < 8) fail("usage", "A passphrase has eight characters or more. Nothing was stored.");
      this.world.keyStore = choice.kind === "file" ? `file:${choice.path}` : "passphrase";
    }
    this.alive = true;
    delete this.scene.shut;
    // An engine that went away found its session open.
    const { open } = this.world;
    if (this.scene.mortal && open) {
      this.world.pause(open, this.world.now, "crash");
      this.scene.mortal = false;
    }
    this.tell();
    return "running";
  }

  watch(tell: (watched: Watched) => void): End {
    this.watchers.add(tell);
    queueMicrotask(() => this.say(tell));
    const timer = setInterval(() => this.say(tell), SECOND);
    return () => {
      this.watchers.delete(tell);
      clearInterval(timer);
    };
  }

  openedLinks(tell: (link: string) => void): End {
    this.readers.add(tell);
    queueMicrotask(() => {
      if (this.readers.has(tell)) this.unread.splice(0).forEach(tell);
    });
    return () => void this.readers.delete(tell);
  }

  // Joining and deciding.

  async preview(invitation: string): Promise<InvitationPreview> {
    const { client, projects } = this.invited(invitation);
    const { server } = parse(invitation);
    return {
      server: server.origin,
      encrypted: server.protocol === "https:",
      client,
      projects: projects.map(({ project }) => project),
      expires: stamp(this.world.now + 6 * DAY),
    };
  }

  async enroll(invitation: string): Promise<Enrolled> {
    const enrolling = this.invited(invitation);
    const known = this.world.active.find(({ client }) => client.id === enrolling.client.id);
    const { device, client, projects } = known ?? this.world.enroll(enrolling, this.world.now);
    this.tell();
    return { device, client, projects: projects.map(({ project }) => project) };
  }

  async projects() {
    const { world } = this.reach();
    if (world.enrolments.length === 0) fail("not_enrolled", "This machine is not enrolled with any client. Open an invitation first.");
    return { projects: views.projects(world) };
  }

  async notice(project: string, lang: string): Promise<ShownNotice> {
    const { world } = this.reach();
    const found = world.project(project);
    const { enrolment, policies, policy } = found;
    const notice = render(found.project, policy, lang);
    enrolment.ledger.notice(world.now, found.project, policy.version, notice.lang, notice.sha256);
    const decided = Object.keys(policy.categories).map((category) => enrolment.ledger.decision(policy.project, category as Category)?.version);
    const earliest = Math.min(...decided.filter((version) => version !== undefined), policy.version);
    const before = policies.find(({ version }) => version === earliest);
    return {
      ...notice,
      policy: structuredClone(policy),
      categories: world.categories(enrolment, policies),
      changes: before ? changes(before, policy) : [],
      languages: [...LANGUAGES],
    };
  }

  async decide(named: string, categories: Category[], decision: Decision, notice: Sha256Hash | null): Promise<Decided> {
    const { world } = this.reach();
    const { enrolment, project, policies, policy } = world.project(named);
    const { ledger } = enrolment;
    const last = ledger.last.get(project.id);
    if (decision === "granted" && notice === null) fail("usage", "Granting needs the hash of the notice that you have read.");
    if (decision !== "withdrawn" && (last === undefined || (notice !== null && notice !== last))) {
      fail("consent_missing", `That is not the notice last shown to you, so nothing was changed. Read it with \`candor notice '${project.name}'\`.`);
    }
    if (decision === "granted" && ledger.shown.get(last ?? "")?.version !== policy.version) {
      fail("consent_missing", "The policy has changed since the notice was shown, so nothing was changed. Read the new one.");
    }
    let frozen = 0;
    for (const category of categories) {
      const before = ledger.decision(project.id, category);
      if (decision === "withdrawn" && before?.decision !== "granted") continue;
      if (!policy.categories[category]) fail("usage", `${project.name} does not collect ${category}, so there is nothing to decide.`);
      const under = decision === "withdrawn" ? before?.notice : last;
      const old = decision === "withdrawn" ? policies.find(({ version }) => version === before?.version) : undefined;
      ledger.decide(world.now, project, old ?? policy, category, decision, under ?? "");
      if (decision === "withdrawn") frozen += freeze(world, enrolment, project.id, category);
    }
    const { open } = world;
    if (open?.project.id === project.id && open.running !== undefined) {
      if (world.missing(enrolment, policies).length > 0) world.pause(open, world.now, "consent_missing");
      else world.schedule(open, world.now);
    }
    world.contact(enrolment, world.now);
    this.tell();
    return { project: project.id, categories: world.categories(enrolment, policies), frozen };
  }

  sample(named: string, category: Category, tell: (update: SampleUpdate) => void): End {
    let over = false;
    const say = (update: SampleUpdate) => {
      if (!over) tell(structuredClone(update));
      if (update.kind === "over") over = true;
    };
    const steps = this.sampled(named, category);
    const next = (index: number): void => {
      const step = steps[index];
      if (!step || over) return;
      void this.later(step.after).then(() => {
        say(step.make());
        next(index + 1);
      });
    };
    next(0);
    return () => void (over = true);
  }

  private sampled(named: string, category: Category): { after: number; make: () => SampleUpdate }[] {
    const missed = (code: string, message: string) => [
      { after: 50, make: (): SampleUpdate => ({ kind: "missed", code, message }) },
      { after: 0, make: (): SampleUpdate => ({ kind: "over" }) },
    ];
    try {
      this.reach().world.project(named);
    } catch (error) {
      return missed(BackendError.from(error).code, BackendError.from(error).message);
    }
    const { world } = this;
    if (world.open) return missed("state", "A session is open, and a sample would stand beside its records. Stop the session first.");
    if (category === "work_notes") return missed("usage", "A note is what you write; there is nothing to sample.");
    const steps: { after: number; make: () => SampleUpdate }[] = [{ after: 300, make: () => ({ kind: "shown" }) }];
    if (category === "activity_counts") {
      const from = world.now;
      const counts = { from: stamp(from), to: stamp(from), keys: 0, clicks: 0, scroll: 0, pointer_px: 0, active_s: 0 };
      for (let second = 1; second <= 60; second++) {
        steps.push({
          after: SECOND,
          make: () => {
            counts.to = stamp(from + second * SECOND);
            const busy = world.chance.next() < 0.7;
            if (busy) {
              counts.keys += world.chance.between(0, 5);
              counts.clicks += world.chance.between(0, 1);
              counts.scroll += world.chance.between(0, 2);
              counts.pointer_px += world.chance.between(0, 240);
              counts.active_s += 1;
            }
            return { kind: "counts", counts };
          },
        });
      }
    } else {
      const camera = category === "webcam_stills";
      const picture = new Picture(camera ? "camera" : "map", 1);
      const { width, height } = picture;
      steps.push({
        after: 700,
        make: () => ({
          kind: "picture",
          category,
          at: stamp(world.now),
          monitor: camera ? null : picture.monitor,
          width,
          height,
          excluded: false,
          media_type: "image/png",
          base64: toBase64(picture.bytes),
        }),
      });
    }
    return [...steps, { after: 100, make: () => ({ kind: "over" }) }];
  }

  print(): void {
    globalThis.print?.();
  }

  async saveText(name: string, text: string): Promise<boolean> {
    if (this.chooses) this.saved.set(name, text);
    return this.chooses;
  }

  // The session.

  async start(named: string) {
    const { world } = this.reach();
    if (world.open) fail("state", `A session of ${world.open.project.name} is open. Stop it first with \`candor stop\`.`);
    const { enrolment, project, policies } = world.project(named);
    const missing = world.missing(enrolment, policies);
    if (missing.length > 0) {
      fail("consent_missing", `${project.name} can't be worked on without ${missing.join(", ")}. Nothing was started. Read the notice for the alternative that the client offers.`);
    }
    world.start(enrolment, project, world.now);
    return this.done();
  }

  async pause() {
    const session = this.session();
    this.world.pause(session, this.world.now, "agent");
    return this.done();
  }

  async resume() {
    const session = this.session();
    const policies = session.enrolment.projects.find(({ project }) => project.id === session.project.id)?.policies ?? [];
    if (this.world.missing(session.enrolment, policies).length > 0) {
      fail("consent_missing", `${session.project.name} can't be worked on without what you withdrew. The session stays paused.`);
    }
    if (this.world.troubles.has("storage_full")) fail("storage_full", "The disk is still full. The session stays paused; free some space first.");
    if (session.running === undefined) this.world.resume(session, this.world.now);
    this.world.troubles.delete("indicator_lost");
    return this.done();
  }

  async stop(): Promise<Stopped> {
    const session = this.session();
    this.world.stop(session, this.world.now);
    this.tell();
    return { session: views.sessionStatus(this.world, session), waiting: views.status(this.world).outbox.items };
  }

  async note(text: string): Promise<OutboxItem> {
    const { world } = this.reach();
    const words = text.trim();
    if (words === "" || new TextEncoder().encode(words).length > MAX_NOTE) fail("usage", `A note has between 1 and ${MAX_NOTE} bytes. Nothing was stored.`);
    const session = this.session();
    if (session.running === undefined) fail("state", "Nothing was recorded: the session is paused.");
    if (!world.granted(session).includes("work_notes")) fail("consent_missing", "Nothing was recorded: work_notes is not granted.");
    const item = world.insert(session, "work_notes", world.now, { kind: "note", text: words });
    this.tell();
    return views.outboxItem(world, item);
  }

  // What waits.

  async outbox() {
    return views.outbox(this.reach().world);
  }

  async picture(id: RecordId): Promise<Blob> {
    const { body } = items.find(this.reach().world, id);
    if (!body) fail("not_found", `The content of item ${id} is no longer on this machine.`);
    if (body.kind !== "capture") fail("usage", `Item ${id} is no picture.`);
    return new Blob([body.picture.bytes], { type: "image/png" });
  }

  async record(id: RecordId): Promise<string> {
    return items.record(this.reach().world, id);
  }

  async redact(id: RecordId, rects: Rect[]): Promise<OutboxItem> {
    const { world } = this.reach();
    const item = items.redact(world, id, rects);
    this.tell();
    return views.outboxItem(world, item);
  }

  async delete(ids: RecordId[]) {
    const deleted = items.remove(this.reach().world, ids);
    this.tell();
    return deleted;
  }

  async undelete(ids: RecordId[]) {
    return this.changed(() => items.undelete(this.world, ids));
  }

  async release(ids: RecordId[]) {
    return this.changed(() => items.release(this.world, ids));
  }

  async retry(ids: RecordId[]) {
    return this.changed(() => items.retry(this.world, ids));
  }

  async sync(_acceptRestored: boolean): Promise<Synced> {
    const { world } = this.reach();
    if (!world.online) fail("unreachable", "The server can't be reached. What waits is kept and sent later.");
    const sent = world.upload(world.now);
    const refused = views.waiting(world).flatMap(({ id, refused }) => (refused ? [{ id, ...refused }] : []));
    this.tell();
    return { sent, waiting: views.status(world).outbox.items, refused, requeued: 0 };
  }

  // What was.

  async days() {
    return views.days(this.reach().world);
  }

  async day(day: string) {
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) fail("usage", `${day} is no day.`);
    return views.day(this.reach().world, day);
  }

  async views(): Promise<Views> {
    const { world } = this.reach();
    return { views: [...world.views], unreached: world.online ? [] : world.active.map(({ client }) => client.name) };
  }

  async ledger(client: string, before: number | null, limit: number): Promise<LedgerPage> {
    this.reach();
    return this.client(client).ledger.page(before, limit);
  }

  async receipt(sha256: Sha256Hash): Promise<string> {
    this.reach();
    const found = this.world.enrolments.map(({ ledger }) => ledger.receipts.get(sha256)).find((text) => text !== undefined);
    return found ?? fail("not_found", `There is no receipt ${sha256}.`);
  }

  async export(tell: (steps: Steps) => void): Promise<Exported | null> {
    const { world } = this.reach();
    if (!this.chooses) return null;
    const total = Math.max(1, world.items.length);
    for (let done = 0; done < total; done += Math.ceil(total / 12)) {
      tell({ done, total });
      await this.later(120);
    }
    tell({ done: total, total });
    const kept = world.items.filter(({ body }) => body?.kind === "capture").length;
    const file = `/home/ada/Documents/candor-${stamp(world.now).slice(0, 10)}.zip`;
    return { file, bytes: 24_000 + world.items.length * 310 + kept * 52_000, records: world.items.length, captures: kept };
  }

  async verify() {
    const { world } = this.reach();
    await this.later(700);
    if (this.scene.damaged) {
      const device = world.enrolments[0]?.device ?? "";
      fail("verification_failed", `Verification failed: entry 41 of the ledger of device ${device} does not follow from the one before it.`);
    }
    return views.verified(world);
  }

  async leave(named: string): Promise<Left> {
    const { world } = this.reach();
    const enrolment = this.client(named);
    const { client, ledger } = enrolment;
    const granted = ledger.granted();
    if (world.open?.enrolment === enrolment) world.stop(world.open, world.now, "consent_missing");
    for (const { project, category } of granted) await this.decide(project, [category], "withdrawn", null);
    enrolment.left = true;
    for (const item of world.live) {
      if (item.device === enrolment.device && item.place === "held") Object.assign(item, { place: "frozen", until: world.now + FROZEN });
    }
    this.tell();
    return {
      client,
      withdrawn: [...new Set(granted.map(({ category }) => category))],
      held_by_client: world.items.filter(({ device, place }) => device === enrolment.device && place === "sent").length,
      erasure: `${client.name} still holds what you sent. To have it erased write to ${client.contact}, or by post to ${client.address}; complaints go to ${client.authority}.`,
      server_told: world.online,
    };
  }

  async wipe(): Promise<Wiped> {
    const { world } = this.reach();
    const wiped = { items: world.items.length, ledgers: world.enrolments.length };
    if (world.open) world.stop(world.open, world.now);
    for (const { ledger } of world.enrolments) ledger.append(world.now, { kind: "wipe" });
    world.enrolments = [];
    world.sessions = [];
    world.items = [];
    world.views = [];
    world.live.clear();
    world.troubles.clear();
    this.tell();
    return wiped;
  }

  // Settings.

  async settings(): Promise<Settings> {
    return structuredClone(this.reach().world.settings);
  }

  async set(settings: Settings): Promise<Settings> {
    const { world } = this.reach();
    const { working_hours: hours, pause_shortcut: pause, stop_shortcut: stop } = settings;
    if (hours && (hours.days.length === 0 || hours.from >= hours.to)) fail("usage", "Working hours name a day and end after they begin. Nothing was changed.");
    if (pause !== undefined && pause === stop) fail("usage", "Pause and stop have the same shortcut. Nothing was changed.");
    world.settings = structuredClone(settings);
    return structuredClone(settings);
  }

  async surroundings(): Promise<Surroundings> {
    this.reach();
    return {
      windows: [
        { application: "Chart editor", title: "Sheet 14 - Harbour" },
        { application: "Firefox", title: "Tides at the harbour - Mozilla Firefox" },
        { application: "Firefox", title: "Private browsing - Mozilla Firefox" },
        { application: "KeePassXC", title: "Passwords.kdbx - KeePassXC" },
        { application: "Signal", title: "Signal (2)" },
        { application: "Thunderbird", title: "Depth data for sheet 14 - Thunderbird" },
      ],
      monitors: [
        { index: 0, name: "DELL U2723QE", width: 2560, height: 1440, primary: true },
        { index: 1, name: "Built-in display", width: 1920, height: 1200, primary: false },
      ],
      cameras: [
        { name: "Integrated Camera", index: 0 },
        { name: "Logitech BRIO", index: 2 },
      ],
      private_known: true,
    };
  }

  async autostart(): Promise<boolean> {
    return this.world.autostart;
  }

  async setAutostart(on: boolean): Promise<boolean> {
    return (this.world.autostart = on);
  }

  async about(): Promise<About> {
    return {
      version: views.VERSION,
      home: "/home/ada/.local/share/candor",
      system: "Linux (x86_64)",
      licences: "Candor: Apache-2.0 OR MIT\n\nserde 1.0: Apache-2.0 OR MIT\ntauri 2: Apache-2.0 OR MIT\nSQLCipher 4: BSD-3-Clause\nsvelte 5: MIT\n",
    };
  }

  // Inside.

  /** The engine, brought up to the present; fails where none runs. */
  private reach(): this {
    if (!this.alive) fail("engine_not_running", "Nothing is recorded and nothing is sent. Looked for one in /home/ada/.local/share/candor.");
    this.world.advance(this.clock() + this.ahead);
    return this;
  }

  private session() {
    return this.reach().world.open ?? fail("state", "No session is open. Start one first.");
  }

  private invited(link: string) {
    return answer(link, this.reach().world.now);
  }

  private client(named: string): Enrolment {
    const found = this.world.active.find(({ client }) => client.id === named || client.name.toLowerCase() === named.toLowerCase());
    return found ?? fail("not_enrolled", `There is no enrolment with ${JSON.stringify(named)}. See \`candor status\`.`);
  }

  private done() {
    this.tell();
    return views.status(this.world);
  }

  private changed(act: () => void) {
    this.reach();
    act();
    this.tell();
    return views.outbox(this.world);
  }

  private later(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms * this.pace));
  }

  private tell(): void {
    for (const tell of this.watchers) this.say(tell);
  }

  private say(tell: (watched: Watched) => void): void {
    if (!this.watchers.has(tell)) return;
    try {
      const status = views.status(this.reach().world);
      tell({ kind: "status", status });
    } catch (error) {
      const { code, message } = BackendError.from(error);
      tell({ kind: "lost", error: { code: code as ErrorCode, message } });
    }
    if (this.scene.mortal) this.alive = false;
  }
}

/** What waited in a withdrawn category waits for the agent's choice. */
function freeze(world: World, enrolment: Enrolment, project: string, category: Category): number {
  let frozen = 0;
  for (const item of world.live) {
    const concerned = item.device === enrolment.device && item.project === project && item.category === category;
    if (!concerned || item.place !== "held" || item.body?.kind === "gap") continue;
    item.place = "frozen";
    item.until = world.now + FROZEN;
    frozen += 1;
  }
  return frozen;
}

/** The mock that a page's address asks for: `?scene=running&now=2026-11-20T14:30:00Z&zone=Europe/Dublin`. A named instant stands still. */
export function mockFrom(asked: URLSearchParams): MockBackend {
  const scene = asked.get("scene") ?? "running";
  const fixed = Date.parse(asked.get("now") ?? "");
  const zone = asked.get("zone");
  const backend = new MockBackend(isScene(scene) ? scene : "running", {
    ...(Number.isFinite(fixed) && { now: () => fixed }),
    ...(zone && { zone }),
  });
  // For tests and the console.
  Object.assign(globalThis, { candorMock: backend });
  return backend;
}
