import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";

import { beforeEach, describe, expect, test } from "vitest";

import type { Category, OutboxItem, SampleUpdate, Status, Watched } from "../generated.ts";
import { INVITATION, MockBackend, type Scene, scenes } from "./index.ts";

const NOW = Date.parse("2026-11-20T14:30:00Z");
const MINUTE = 60_000;
const MAP = "Map of the harbour";

const open = (scene: Scene) => new MockBackend(scene, { now: () => NOW, zone: "Europe/Dublin", pace: 0 });
const status = async (backend: MockBackend): Promise<Status> => {
  const watched = await new Promise<Watched>((resolve) => {
    const end = backend.watch((watched) => {
      end();
      resolve(watched);
    });
  });
  if (watched.kind !== "status") throw new Error(watched.error.message);
  return watched.status;
};
const captures = ({ items }: { items: OutboxItem[] }) => items.filter(({ content }) => content.kind === "capture");
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** Width, height and pixels in palette numbers of a PNG whose rows all use the filter "Up". */
function decoded(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset);
  let [at, width, height] = [8, 0, 0];
  const data: Uint8Array[] = [];
  while (at < png.length) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === "IHDR") [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (type === "IDAT") data.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = inflateSync(data.length === 1 ? data[0] as Uint8Array : new Uint8Array());
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const above = y > 0 ? (pixels[(y - 1) * width + x] as number) : 0;
      pixels[y * width + x] = (raw[y * (width + 1) + 1 + x] as number) + above;
    }
  }
  return { width, height, pixel: (x: number, y: number) => pixels[y * width + x] };
}

test.each(Object.keys(scenes) as Scene[])("the scene %s answers", async (scene) => {
  const backend = open(scene);
  expect(await backend.startEngine({ kind: "passphrase", passphrase: "correct horse" })).toBe("running");
  const { today } = await backend.days();
  expect((await backend.day(today)).day).toBe("2026-11-20");
  expect((await status(backend)).version).not.toBe("");
});

test("a scene is the same twice", async () => {
  const [one, two] = [open("mixed"), open("mixed")];
  expect(await one.outbox()).toEqual(await two.outbox());
  expect(await status(one)).toEqual(await status(two));
});

describe("joining", () => {
  let backend: MockBackend;
  beforeEach(() => void (backend = open("fresh")));

  test.each([
    ["https://candor.harbour.example/join#used", "invitation_used", /used by another device/],
    ["https://candor.harbour.example/join#expired", "invitation_expired", /too old/],
    ["https://candor.harbour.example/join#unknown", "invitation_unknown", /No such invitation/],
    ["https://elsewhere.example/join#abc", "unreachable", /can't be reached/],
    ["https://candor.harbour.example/join", "usage", /cut off/],
    ["https://candor.harbour.example/join#a%20b", "usage", /damaged/],
    ["http://candor.harbour.example/join#abc", "usage", /not encrypted/],
    ["candor://join?host=https://candor.harbour.example#abc", "usage", /Not an invitation/],
    ["see you at nine", "usage", /Not an invitation/],
  ])("refuses %s", async (link, code, message) => {
    await expect(backend.preview(link)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test("a look at an invitation binds nothing", async () => {
    const preview = await backend.preview(` candor://join?server=https%3A%2F%2Fcandor.harbour.example#abc `);
    expect(preview).toMatchObject({ encrypted: true, client: { name: "Harbour Maps Ltd" } });
    await expect(backend.projects()).rejects.toMatchObject({ code: "not_enrolled" });
    await backend.enroll(INVITATION);
    expect((await backend.projects()).projects.every(({ categories }) => categories.every(({ consent }) => consent === "undecided"))).toBe(true);
  });

  test("a link that came before anyone asked is handed over once", async () => {
    const invited = open("invited");
    const links: string[] = [];
    invited.openedLinks((link) => links.push(link));
    await Promise.resolve();
    invited.openLink("candor://later");
    expect(links).toEqual([INVITATION, "candor://later"]);
  });
});

describe("deciding", () => {
  test("needs the notice that was shown, and starts need what is required", async () => {
    const backend = open("undecided");
    const categories: Category[] = ["activity_counts"];
    await expect(backend.decide(MAP, categories, "granted", null)).rejects.toMatchObject({ code: "usage" });
    await expect(backend.decide(MAP, categories, "granted", "00")).rejects.toMatchObject({ code: "consent_missing" });
    await expect(backend.start(MAP)).rejects.toMatchObject({ code: "consent_missing" });
    const notice = await backend.notice(MAP, "en");
    expect(notice.text).toContain("Activity counts: required\n-------------------------");
    expect(notice.sha256).toBe(sha256(new TextEncoder().encode(notice.text)));
    expect(notice.text.split("\n").every((line) => line.length <= 80)).toBe(true);
    await backend.decide(MAP, categories, "granted", notice.sha256);
    expect(await backend.start(MAP)).toMatchObject({ state: "running", grants: ["activity_counts"] });
  });

  test("the notice speaks the languages that there are", async () => {
    const german = await open("idle").notice(MAP, "de-AT");
    expect(german.lang).toBe("de");
    expect(german.languages).toEqual(["de", "en", "es"]);
  });

  test("a policy that asks for more makes a grant wait and says what is different", async () => {
    const backend = open("changed");
    const { projects } = await backend.projects();
    const screenshots = projects[0]?.categories.find(({ category }) => category === "screenshots");
    expect(screenshots?.consent).toBe("widened");
    const notice = await backend.notice(MAP, "en");
    expect(notice.changes.filter(({ wider }) => wider).map(({ category }) => category)).toEqual(["screenshots", "screenshots"]);
    const decided = await backend.decide(MAP, ["screenshots"], "granted", notice.sha256);
    expect(decided.categories.find(({ category }) => category === "screenshots")?.consent).toBe("granted");
  });

  test("withdrawing ends the recording, freezes what waits, and deletes it after a day", async () => {
    const backend = open("full");
    const before = await backend.outbox();
    const waiting = before.items.filter(({ category, content }) => category === "webcam_stills" && content.kind === "capture");
    const { frozen } = await backend.decide(MAP, ["webcam_stills"], "withdrawn", null);
    expect(frozen).toBe(waiting.length);
    expect(frozen).toBeGreaterThan(0);
    expect((await status(backend)).grants).not.toContain("webcam_stills");
    const item = (await backend.outbox()).items.find(({ id }) => id === waiting[0]?.id);
    expect(item).toMatchObject({ state: "frozen", frozen_until: new Date(NOW + 24 * 60 * MINUTE).toISOString() });
    await backend.stop();
    backend.advance(25 * 60 * MINUTE);
    expect((await backend.outbox()).items.some(({ id }) => id === item?.id)).toBe(false);
    await expect(backend.picture(item?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
  });

  test("withdrawing what is required pauses the session", async () => {
    const backend = open("running");
    await backend.decide(MAP, ["activity_counts"], "withdrawn", null);
    expect(await status(backend)).toMatchObject({ state: "paused", reason: "consent_missing", grants: [] });
    await expect(backend.resume()).rejects.toMatchObject({ code: "consent_missing" });
  });
});

describe("the session", () => {
  test("counts and captures only while it runs", async () => {
    const backend = open("running");
    const before = await status(backend);
    backend.advance(30 * MINUTE);
    const later = await status(backend);
    expect(later.session?.worked_ms).toBe((before.session?.worked_ms ?? 0) + 30 * MINUTE);
    expect(later.session?.totals.keys).toBeGreaterThan(before.session?.totals.keys ?? 0);
    await backend.pause();
    const paused = await status(backend);
    backend.advance(60 * MINUTE);
    expect((await status(backend)).session).toEqual(paused.session);
    await backend.resume();
    await expect(backend.start(MAP)).rejects.toMatchObject({ code: "state" });
    const { session } = await backend.stop();
    expect(session.worked_ms).toBe(paused.session?.worked_ms);
    await expect(backend.stop()).rejects.toMatchObject({ code: "state" });
  });

  test("notes are words within bounds, in a running session", async () => {
    const backend = open("running");
    expect(await backend.note("  Half of sheet 15. ")).toMatchObject({ state: "held", content: { kind: "note", text: "Half of sheet 15." } });
    await expect(backend.note(" ")).rejects.toMatchObject({ code: "usage" });
    await expect(backend.note("ü".repeat(5000))).rejects.toMatchObject({ code: "usage" });
    await backend.pause();
    await expect(backend.note("later")).rejects.toMatchObject({ code: "state" });
  });

  test("a sample is made without a trace, and not beside a session", async () => {
    const backend = open("empty");
    const before = await backend.outbox();
    const updates = await new Promise<SampleUpdate[]>((resolve) => {
      const told: SampleUpdate[] = [];
      backend.sample(MAP, "screenshots", (update) => {
        told.push(update);
        if (update.kind === "over") resolve(told);
      });
    });
    expect(updates.map(({ kind }) => kind)).toEqual(["shown", "picture", "over"]);
    expect(await backend.outbox()).toEqual(before);
    await backend.start(MAP);
    const refused = await new Promise<SampleUpdate>((resolve) => void backend.sample(MAP, "screenshots", resolve));
    expect(refused).toMatchObject({ kind: "missed", code: "state" });
  });
});

describe("what waits", () => {
  test("has the bytes that it says, of the size that it says", async () => {
    const backend = open("full");
    const outbox = await backend.outbox();
    expect(outbox.items.length).toBeGreaterThanOrEqual(200);
    const [item] = captures(outbox);
    if (item?.content.kind !== "capture") throw new Error("no capture");
    const bytes = await bytesOf(await backend.picture(item.id));
    expect(item.content).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes) });
    const picture = decoded(bytes);
    expect([picture.width, picture.height]).toEqual([item.content.width, item.content.height]);
  });

  test("is other bytes once a part is blacked out, and black there", async () => {
    const backend = open("full");
    const item = captures(await backend.outbox())[2];
    if (item?.content.kind !== "capture") throw new Error("no capture");
    const before = await bytesOf(await backend.picture(item.id));
    await expect(backend.redact(item.id, [])).rejects.toMatchObject({ code: "usage" });
    await expect(backend.redact(item.id, [{ x: 0, y: 0, w: 5000, h: 10 }])).rejects.toMatchObject({ code: "usage" });
    const changed = await backend.redact(item.id, [{ x: 100, y: 40, w: 30, h: 20 }]);
    expect(changed.content).toMatchObject({ redacted: true, width: item.content.width });
    const after = await bytesOf(await backend.picture(item.id));
    expect(sha256(after)).not.toBe(sha256(before));
    const picture = decoded(after);
    expect([picture.pixel(100, 40), picture.pixel(129, 59)]).toEqual([0, 0]);
    expect(picture.pixel(130, 60)).toBe(decoded(before).pixel(130, 60));
    expect((await backend.ledger("Harbour Maps Ltd", null, 1)).entries[0]).toMatchObject({ kind: "redaction" });
  });

  test("can be brought back for thirty seconds after its deletion, then leaves a gap", async () => {
    const backend = open("full");
    const [one, two] = captures(await backend.outbox());
    const ids = [one?.id ?? "", two?.id ?? ""];
    const deleted = await backend.delete(ids);
    expect(deleted).toMatchObject({ deleting: ids, requested: [], undo_until: new Date(NOW + 30_000).toISOString() });
    backend.advance(12_000);
    expect((await backend.outbox()).items.find(({ id }) => id === ids[0])).toMatchObject({ state: "deleting", undo_left_ms: 18_000 });
    await backend.undelete([ids[1] ?? ""]);
    backend.advance(18_000);
    const { items } = await backend.outbox();
    expect(items.some(({ id }) => id === ids[0])).toBe(false);
    expect(items.find(({ id }) => id === ids[1])?.state).toBe("held");
    expect(items.filter(({ at, content }) => content.kind === "gap" && content.reason === "deleted" && at === one?.at)).toHaveLength(1);
    await expect(backend.undelete([ids[0] ?? ""])).rejects.toMatchObject({ code: "state" });
    await expect(backend.picture(ids[0] ?? "")).rejects.toMatchObject({ code: "not_found" });
  });

  test("leaves when its review is over, one after the other, and only while the server is there", async () => {
    const backend = open("full");
    const [first] = (await backend.outbox()).items;
    await backend.stop();
    backend.setOnline(false);
    backend.advance(5 * 60 * MINUTE);
    expect((await backend.outbox()).items.find(({ id }) => id === first?.id)).toMatchObject({ state: "held", review_left_ms: 0 });
    await expect(backend.sync(false)).rejects.toMatchObject({ code: "unreachable" });
    backend.setOnline(true);
    await backend.sync(false);
    const { upload } = await status(backend);
    expect(upload.pending).toBeGreaterThan(100);
    backend.advance(5000);
    expect((await status(backend)).upload.pending).toBeLessThan(upload.pending);
    backend.advance(2 * MINUTE);
    expect((await backend.outbox()).items).toEqual([]);
  });

  test("can be released before, and tried again after a refusal", async () => {
    const backend = open("mixed");
    const { items } = await backend.outbox();
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(["held", "frozen", "deleting", "claimed", "quarantined"]));
    expect(new Set(items.map(({ content }) => content.kind))).toEqual(new Set(["activity", "capture", "note", "gap"]));
    const frozen = items.find(({ state }) => state === "frozen");
    const quarantined = items.find(({ state }) => state === "quarantined");
    await expect(backend.release([quarantined?.id ?? ""])).rejects.toMatchObject({ code: "state" });
    const after = await backend.release([frozen?.id ?? ""]);
    expect(after.items.find(({ id }) => id === frozen?.id)?.state).toBe("claimed");
    await backend.retry([]);
    expect((await status(backend)).upload.quarantined).toBe(0);
    await expect(backend.release(["nothing"])).rejects.toMatchObject({ code: "not_found" });
  });

  test("shows each other item as the JSON that is sent", async () => {
    const backend = open("mixed");
    for (const { id, content } of (await backend.outbox()).items) {
      if (content.kind !== "capture") expect(JSON.parse(await backend.record(id))).toMatchObject({ v: 1, id, kind: content.kind });
    }
  });
});

describe("what was", () => {
  test("days hold their sessions and items, the old ones without content", async () => {
    const backend = open("running");
    const { days, today } = await backend.days();
    expect(days.length).toBeGreaterThan(8);
    expect(days[0]?.day).toBe(today);
    const old = await backend.day(days[5]?.day ?? "");
    expect(old.sessions.length).toBeGreaterThan(0);
    expect(old.items.every(({ state, content }) => (state === "sent" || state === "purged") && content.kind === "gone")).toBe(true);
    expect(Date.parse(old.to) - Date.parse(old.from)).toBe(24 * 60 * MINUTE);
    const log = await backend.day(today);
    expect(log.items.some(({ content }) => content.kind === "activity")).toBe(true);
    expect(days.reduce((sum, { worked_ms }) => sum + worked_ms, 0)).toBeGreaterThan(0);
  });

  test("the ledger grows with each act, and pages back to its beginning", async () => {
    const backend = open("running");
    const before = await backend.ledger("harbour maps ltd", null, 5);
    expect(before.entries).toHaveLength(5);
    await backend.pause();
    const after = await backend.ledger("Harbour Maps Ltd", null, 1);
    expect(after.size).toBe(before.size + 1);
    expect(after.entries[0]).toMatchObject({ kind: "session", event: "paused", reason: "agent", seq: before.size });
    let [at, seen]: [number | null, number] = [null, 0];
    do {
      const page = await backend.ledger("Harbour Maps Ltd", at, 50);
      seen += page.entries.length;
      at = page.entries.at(-1)?.seq ?? 0;
    } while (at > 0);
    expect(seen).toBe(after.size);
    await expect(backend.ledger("Nobody", null, 1)).rejects.toMatchObject({ code: "not_enrolled" });
  });

  test("each decision has its receipt", async () => {
    const backend = open("idle");
    const { entries } = await backend.ledger("Harbour Maps Ltd", null, 10_000);
    const decisions = entries.filter(({ kind }) => kind === "decision");
    expect(decisions.length).toBeGreaterThan(0);
    for (const { receipt = "" } of decisions) {
      const text = await backend.receipt(receipt);
      expect(sha256(new TextEncoder().encode(text))).toBe(receipt);
      expect(JSON.parse(text)["@type"]).toBe("dpv:ConsentReceipt");
    }
  });

  test("checks out, or says what doesn't", async () => {
    const verified = await open("idle").verify();
    expect(verified.ledgers).toBe(2);
    expect(Object.keys(verified.cosigned)).toHaveLength(2);
    await expect(open("damaged").verify()).rejects.toMatchObject({ code: "verification_failed" });
  });

  test("who looked is a capture that was sent", async () => {
    const backend = open("idle");
    const { views } = await backend.views();
    expect(views.length).toBeGreaterThan(3);
    const sent = new Set<string>();
    for (const { day } of (await backend.days()).days) for (const { id } of (await backend.day(day)).items) sent.add(id);
    expect(views.every(({ capture }) => sent.has(capture))).toBe(true);
  });

  test("an export counts its steps, and is nothing where no file is chosen", async () => {
    const backend = open("running");
    const steps: number[] = [];
    const exported = await backend.export(({ done, total }) => steps.push(done / total));
    expect(exported?.records).toBeGreaterThan(1000);
    expect(steps.at(-1)).toBe(1);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    backend.chooses = false;
    expect(await backend.export(() => {})).toBeNull();
  });

  test("leaving withdraws everything and says where to have it erased", async () => {
    const backend = open("running");
    const left = await backend.leave("Harbour Maps Ltd");
    expect(left.withdrawn).toEqual(["activity_counts", "screenshots", "work_notes"]);
    expect(left.erasure).toContain("privacy@harbour.example");
    expect(await status(backend)).toMatchObject({ state: "idle", enrolments: [{ client: { name: "Nordwind Verlag GmbH" } }] });
    const frozen = (await backend.outbox()).items.find(({ state }) => state === "frozen");
    await expect(backend.release([frozen?.id ?? ""])).rejects.toMatchObject({ code: "state" });
  });

  test("a wipe leaves nothing but ledgers", async () => {
    const backend = open("full");
    const wiped = await backend.wipe();
    expect(wiped.items).toBeGreaterThan(200);
    expect(wiped.ledgers).toBe(2);
    expect(await backend.outbox()).toEqual({ items: [] });
    expect((await backend.days()).days).toEqual([]);
    expect((await status(backend)).enrolments).toEqual([]);
  });
});

describe("the engine", () => {
  test("needs its passphrase where it has one", async () => {
    const backend = open("locked");
    await expect(backend.outbox()).rejects.toMatchObject({ code: "engine_not_running" });
    expect(await backend.startEngine({ kind: "remembered" })).toBe("passphrase_needed");
    expect(await backend.startEngine({ kind: "passphrase", passphrase: "wrong horse" })).toBe("passphrase_wrong");
    expect(await backend.startEngine({ kind: "passphrase", passphrase: "correct horse" })).toBe("running");
    expect((await status(backend)).key_store).toBe("passphrase");
  });

  test("asks where to keep the key where no keychain is", async () => {
    const backend = open("nokeychain");
    expect(await backend.startEngine({ kind: "keychain" })).toBe("no_keychain");
    await expect(backend.startEngine({ kind: "passphrase", passphrase: "short" })).rejects.toMatchObject({ code: "usage" });
    expect(await backend.startEngine({ kind: "file", path: "/media/usb/key" })).toBe("running");
    expect((await status(backend)).key_store).toBe("file:/media/usb/key");
  });

  test("that goes away is told as lost, and comes back paused", async () => {
    const backend = open("lost");
    const told: string[] = [];
    const end = backend.watch(({ kind }) => told.push(kind));
    await Promise.resolve();
    backend.advance(0);
    expect(told).toEqual(["status", "lost"]);
    end();
    await backend.startEngine({ kind: "remembered" });
    expect(await status(backend)).toMatchObject({ state: "paused", reason: "crash" });
  });

  test("keeps settings that make sense", async () => {
    const backend = open("idle");
    const settings = await backend.settings();
    settings.monitors.push(1);
    expect((await backend.settings()).monitors).toEqual([]);
    await backend.set(settings);
    expect((await backend.settings()).monitors).toEqual([1]);
    await expect(backend.set({ ...settings, working_hours: { days: ["mon"], from: "17:00", to: "09:00" } })).rejects.toMatchObject({ code: "usage" });
    await expect(backend.set({ ...settings, pause_shortcut: "Ctrl+P", stop_shortcut: "Ctrl+P" })).rejects.toMatchObject({ code: "usage" });
    expect(await backend.autostart()).toBe(false);
    expect(await backend.setAutostart(true)).toBe(true);
  });
});
