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
  UpdateCheck,
  Views,
  Watched,
  Wiped,
} from "../generated.ts";
import * as consent from "./consent.ts";
import { answer, parse } from "./invitations.ts";
import * as items from "./items.ts";
import { ABOUT, SURROUNDINGS } from "./machine.ts";
import { missed, sampled, type Step } from "./samples.ts";
import { isScene, type Scene, type Situation, situation } from "./scenes.ts";
import * as session from "./session.ts";
import { DAY, SECOND, stamp } from "./time.ts";
import * as views from "./views.ts";
import { type Enrolment, fail, type World } from "./world.ts";

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

export class MockBackend implements Backend {
  readonly world: World;
  /** What was saved by {@link saveText}, by its name. */
  readonly saved = new Map<string, string>();
  /** Whether the agent chooses a file, or says yes, when the system asks. */
  chooses = true;
  /** What a check for a newer version finds. */
  newest: UpdateCheck | null = { kind: "newest" };
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
    return consent.show(this.reach().world, project, lang);
  }

  async decide(project: string, categories: Category[], decision: Decision, notice: Sha256Hash | null): Promise<Decided> {
    const decided = consent.decide(this.reach().world, project, categories, decision, notice);
    this.tell();
    return decided;
  }

  sample(named: string, category: Category, tell: (update: SampleUpdate) => void): End {
    let over = false;
    const say = (update: SampleUpdate) => {
      if (!over) tell(structuredClone(update));
      if (update.kind === "over") over = true;
    };
    const steps = this.steps(named, category);
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

  private steps(named: string, category: Category): Step[] {
    try {
      this.reach().world.project(named);
    } catch (error) {
      return missed(BackendError.from(error).code, BackendError.from(error).message);
    }
    return sampled(this.world, category);
  }

  entitle(title: string): void {
    globalThis.document.title = title;
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
    session.start(this.reach().world, named);
    return this.done();
  }

  async pause() {
    this.world.pause(this.session(), this.world.now, "agent");
    return this.done();
  }

  async resume() {
    session.resume(this.world, this.session());
    return this.done();
  }

  async stop(): Promise<Stopped> {
    const ended = this.session();
    this.world.stop(ended, this.world.now);
    this.tell();
    return { session: views.sessionStatus(this.world, ended), waiting: views.status(this.world).outbox.items };
  }

  async note(text: string): Promise<OutboxItem> {
    const item = session.note(this.reach().world, text);
    this.tell();
    return views.outboxItem(this.world, item);
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
    const left = consent.leave(world, this.client(named));
    this.tell();
    return left;
  }

  async wipe(): Promise<Wiped> {
    const wiped = items.wipe(this.reach().world);
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
    return structuredClone(SURROUNDINGS);
  }

  async autostart(): Promise<boolean> {
    return this.world.autostart;
  }

  async setAutostart(on: boolean): Promise<boolean> {
    return (this.world.autostart = on);
  }

  async about(): Promise<About> {
    return { ...ABOUT, updates: this.newest !== null };
  }

  async update(): Promise<UpdateCheck> {
    if (this.newest === null) fail("state", "This Candor was built without a place to get newer versions from. Nothing was asked for.");
    await this.later(600);
    return structuredClone(this.newest);
  }

  async installUpdate(): Promise<boolean> {
    if (this.newest?.kind !== "available") fail("state", "No newer version is known. Nothing was changed; check for one first.");
    await this.later(900);
    return this.chooses;
  }

  // Inside.

  /** The engine, brought up to the present; fails where none runs. */
  private reach(): this {
    if (!this.alive) fail("engine_not_running", "Nothing is recorded and nothing is sent. Looked for one in /home/ada/.local/share/candor.");
    this.world.advance(this.clock() + this.ahead);
    return this;
  }

  private session() {
    return session.current(this.reach().world);
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
