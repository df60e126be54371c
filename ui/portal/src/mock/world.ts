// The made-up server's people, projects and time.

import type { Schemas } from "../lib/api";
import { type Said, said } from "./reviews";
import { type Habit, id, MINUTE, stamp, workDay } from "./work";

export const CLIENT = id(2, 1);
export const OTHER = id(2, 2);
export const DAY = 86_400_000;

export const HABITS: Habit[] = [
  { name: "Ada Okafor", projects: [0], begins: 8.75, screenshots: true, webcam: false, now: "recording" },
  { name: "Bogdan Ionescu", projects: [0, 1], begins: 9.25, screenshots: true, webcam: true, now: "paused" },
  { name: "Chiara Marchetti", projects: [1], begins: 8, screenshots: true, webcam: false, now: "recording" },
  { name: "Dara Ní Fhloinn", projects: [0], begins: 9, screenshots: false, webcam: false, now: "off" },
  { name: "Emre Yıldız", projects: [1], begins: 10, screenshots: true, webcam: false, now: "unknown", guard: { covered: true, reason: true } },
  { name: "Maximiliana Wolkenstein-Trostburg von Hohenlohe-Langenburg", projects: [0], begins: 8.5, screenshots: true, webcam: false, now: "recording" },
  { name: "Yusuf al-Rashid", projects: [1], begins: 9.5, screenshots: true, webcam: false, now: "off", synthetic: true },
];

const FIRST = ["Aoife", "Björn", "Chiara", "Dragan", "Ewa", "Fatima", "Giorgos", "Hana", "Ines", "Jakub", "Kaja", "Léa", "Mateo", "Nora", "Ömer", "Petra", "Quirin", "Rūta", "Siobhán", "Tomás"];
const LAST = ["Andersson", "Brennan", "Çelik", "Dimitrov", "Eriksen", "Ferreira", "García", "Horvat", "Ivanova", "Jansen", "Kowalska", "Lindqvist", "Moreau", "Nagy", "O’Shea", "Papadakis", "Quinn", "Rossi", "Šimek", "Todorov", "Urban", "Varga", "Wójcik", "Yılmaz", "Zając"];
/** Five hundred people by name, of whom the third has a picture taken every 15 seconds. */
export const CROWD: Habit[] = FIRST.flatMap((first, one) => LAST.map((last, two): Habit => ({ name: `${first} ${last}`, projects: [(one + two) % 2], begins: 8 + ((one * 7 + two * 3) % 9) / 4, screenshots: true, webcam: false, now: "recording", ...(one === 0 && two === 2 ? { every: 15 } : {}) })));

export const PROJECTS = ["Map of the harbour", "Tide tables for 2027, with the corrections that the authority asked for"];
export const projectId = (at: number): string => id(3, at + 1);
export const agentId = (at: number): string => id(1, at);

/** What a scene begins with. */
export interface Scene {
  /** The server has no account yet. */
  fresh?: boolean;
  signedIn?: boolean;
  role?: Schemas["Role"];
  /** The client has no agents and no projects. */
  empty?: boolean;
  /** Hundreds of agents. */
  crowd?: boolean;
  factor?: boolean;
  agentOnly?: boolean;
  /** The client asks for a second factor, and there is none. */
  factorAsked?: boolean;
  /** The client has an identity provider of its own. */
  provider?: boolean;
  /** It signed the person in, for the client alone. */
  vouched?: boolean;
  /** The client asks its members to sign in by it, and this session began otherwise. */
  providerAsked?: boolean;
  /** Nothing is answered that would fill a page. */
  silent?: boolean;
  /** Everything fails but who is signed in. */
  down?: boolean;
  /** The server isn't there at all. */
  gone?: boolean;
}

export const SCENES = {
  harbour: { signedIn: true, role: "owner", factor: true },
  reviewer: { signedIn: true, role: "reviewer" },
  auditor: { signedIn: true, role: "auditor" },
  crowd: { signedIn: true, role: "owner", factor: true, crowd: true },
  empty: { signedIn: true, role: "owner", empty: true },
  asked: { signedIn: true, role: "reviewer", factorAsked: true },
  provider: { signedIn: true, role: "owner", factor: true, provider: true },
  vouched: { signedIn: true, role: "reviewer", provider: true, vouched: true },
  providerAsked: { signedIn: true, role: "reviewer", factor: true, provider: true, providerAsked: true },
  agent: { signedIn: true, agentOnly: true },
  fresh: { fresh: true },
  out: {},
  factor: { factor: true },
  silent: { signedIn: true, role: "owner", silent: true },
  down: { signedIn: true, role: "owner", down: true },
  gone: { gone: true },
} satisfies Record<string, Scene>;

export class World {
  needed: boolean;
  signedIn: boolean;
  pending = false;
  totp: boolean;
  codes: number;
  /** The client's provider vouched for who is signed in. */
  vouched: boolean;
  /** The client's provider knows who is signed in. */
  connected = false;
  passkeys: Schemas["PasskeyView"][] = [];
  sessions: Schemas["SessionView"][];
  account: Schemas["AccountView"];
  /** What was said about time, the newest first. */
  readonly reviews: Said[];
  looks: { capture: string; at: number; reason?: string }[] = [];

  constructor(readonly scene: Scene) {
    this.needed = scene.fresh === true;
    this.reviews = scene.empty ? [] : said(this.now, agentId, projectId);
    this.signedIn = scene.signedIn === true;
    this.vouched = scene.vouched === true;
    this.totp = scene.factor === true;
    this.codes = this.totp ? 9 : 0;
    if (this.totp) this.passkeys = [{ id: id(9, 1), name: "Mary’s laptop", created_at: stamp(this.now - 40 * DAY), used_at: stamp(this.now - DAY) }];
    this.account = scene.agentOnly
      ? { id: id(8, 2), name: "Ada Okafor", email: "ada@okafor.example", lang: "en", operator: false }
      : { id: id(8, 1), name: "Mary Burke", email: "mary.burke@harbour-maps.example", lang: "en", operator: false };
    this.sessions = [
      { id: id(10, 1), browser: "Firefox 146, Windows", created_at: stamp(this.now - 3 * DAY), seen_at: stamp(this.now), current: true },
      { id: id(10, 2), browser: "Safari 19, iPhone", created_at: stamp(this.now - 21 * DAY), seen_at: stamp(this.now - 190 * MINUTE), current: false },
    ];
  }

  get now(): number {
    return Date.now();
  }

  get state(): Schemas["SignInState"] {
    const nobody: Schemas["SignInState"] = { agents: [], memberships: [], passkeys_available: true, second_factor_advised: false };
    if (this.pending) return { ...nobody, strength: "pending", pending: { totp: true, passkey: true, recovery_code: this.codes > 0 } };
    if (!this.signedIn) return nobody;
    const factors = { totp: this.totp, passkeys: this.passkeys.length, recovery_codes: this.codes };
    const role = this.scene.role ?? "owner";
    if (this.vouched) {
      return {
        ...nobody,
        account: this.account,
        strength: "provider",
        only_for: CLIENT,
        ends_at: stamp(this.now + 8 * 60 * MINUTE),
        memberships: [{ client: CLIENT, client_name: "Harbour Maps Ltd", member: id(11, 1), needs_second_factor: false, needs_provider: false, role }],
      };
    }
    return {
      ...nobody,
      account: this.account,
      factors,
      strength: this.totp ? "second_factor" : "password",
      ends_at: stamp(this.now + 8 * 60 * MINUTE),
      second_factor_advised: !this.totp && this.passkeys.length === 0,
      memberships: this.scene.agentOnly
        ? []
        : [
            { client: CLIENT, client_name: "Harbour Maps Ltd", member: id(11, 1), needs_second_factor: this.scene.factorAsked === true && !this.totp, needs_provider: this.scene.providerAsked === true, role },
            ...(this.scene.empty ? [] : [{ client: OTHER, client_name: "Nordsee-Vermessung GmbH & Co. KG", member: id(11, 2), needs_second_factor: false, needs_provider: false, role: "auditor" as const }]),
          ],
      agents: this.scene.agentOnly ? [{ agent: agentId(0), client: CLIENT, client_name: "Harbour Maps Ltd", name: "Ada Okafor" }] : [],
    };
  }

  /** The client's agents. */
  get habits(): readonly Habit[] {
    return this.scene.crowd ? CROWD : HABITS;
  }

  /** Whether a client has anything in it. */
  has(client: string): boolean {
    return client === CLIENT && this.scene.empty !== true;
  }

  day(agent: number, day: string) {
    const habit = this.habits[agent];
    return habit && workDay(CLIENT, agent, habit, day, this.now, projectId);
  }
}
