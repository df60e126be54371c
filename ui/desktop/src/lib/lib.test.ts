// The small parts that decide what is shown.

import { Format, Theme } from "@candor/components";
import { BackendError, type GapReason, type OutboxItem, type Status, type Watched, type Weekday } from "@candor/ipc";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { hoursInWords } from "./hours";
import { hostOf, refusalOf } from "./invitation";
import { summaryOf, titleOf } from "./item";
import { Live } from "./live.svelte";
import { href, parse, Router } from "./router.svelte";
import { wish } from "./shortcuts";
import { text, Words } from "./words.svelte";

describe("addresses", () => {
  test.each([
    ["", null, []],
    ["#/session", "session", []],
    ["#/notice/a%20b/c", "notice", ["a b", "c"]],
    ["#/nowhere/x", null, []],
    ["#notice/%E0%A4%A", "notice", ["%E0%A4%A"]],
  ])("%s", (hash, screen, rest) => {
    expect(parse(hash)).toMatchObject({ screen, rest });
  });

  test("an address says what it was made of", () => {
    expect(parse(href("notice", "a/b?c", "ü"))).toMatchObject({ screen: "notice", rest: ["a/b?c", "ü"] });
    expect(parse("#/data/day?lang=de").query.get("lang")).toBe("de");
  });

  test("the window follows its address", () => {
    const router = new Router();
    router.go("outbox");
    expect([router.place.screen, location.hash]).toEqual(["outbox", "#/outbox"]);
  });
});

describe("shortcuts", () => {
  const press = (key: string, over: Partial<Parameters<typeof wish>[0]> = {}) =>
    wish({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: document.body, ...over });
  const field = document.createElement("textarea");

  test.each([
    [press("P", { ctrlKey: true, shiftKey: true }), "pause"],
    [press("p", { metaKey: true, shiftKey: true }), "pause"],
    [press("S", { ctrlKey: true, shiftKey: true, target: field }), "toggle"],
    [press("p", { ctrlKey: true }), null],
    [press("n"), "note"],
    [press("n", { target: field }), null],
    [press("?", { shiftKey: true }), "help"],
    [press("2"), { go: 1 }],
    [press("5"), null],
    [press("2", { target: field }), null],
    [press("1", { altKey: true }), null],
  ])("%#", (asked, expected) => {
    expect(asked).toEqual(expected);
  });
});

describe("an invitation's link", () => {
  test.each([
    [" https://candor.example/join#S ", "candor.example"],
    ["candor://join?server=https%3A%2F%2Fcandor.example%3A8443#S", "candor.example:8443"],
    ["http://127.0.0.1:8470/join#S", "127.0.0.1:8470"],
    ["candor://join?server=javascript:alert(1)#S", null],
    ["candor://join#S", null],
    ["hello", null],
    ["mailto:a@b.example", null],
  ])("%s", (link, host) => {
    expect(hostOf(link)).toBe(host);
  });

  test.each([
    ["usage", "malformed"],
    ["unreachable", "unreachable"],
    ["verification_failed", "wrong"],
    ["invitation_used", "used"],
    ["invitation_expired", "expired"],
    ["invitation_unknown", "unknown"],
    ["server_refused", "other"],
    ["internal", "other"],
  ] as const)("%s is %s", (code, refusal) => {
    expect(refusalOf(new BackendError(code, ""))).toBe(refusal);
  });
});

describe("how recording stands", () => {
  const status: Status = {
    state: "running",
    grants: ["screenshots"],
    last_verified: {},
    outbox: { items: 0, bytes: 0, frozen: 0 },
    upload: { pending: 0, quarantined: 0 },
    health: "ok",
    key_store: "keychain",
    enrolments: [],
    version: "1",
  };
  const live = new Live();
  const say = (watched: Watched) => {
    live.watch({ watch: (tell: (watched: Watched) => void) => (tell(watched), () => {}) } as never);
  };
  const trouble = (code: string) => ({ code, message: "" });

  test.each([
    [status, "good"],
    [{ ...status, health: [trouble("server_unreachable")] }, "plain"],
    [{ ...status, health: [trouble("server_unreachable"), trouble("black_frame")] }, "bad"],
    [{ ...status, health: [trouble("never_heard_of")] }, "bad"],
    [{ ...status, state: "paused", health: [trouble("storage_full")] }, "paused"],
    [{ ...status, state: "idle" }, "off"],
  ] as [Status, string][])("%#", (told, tone) => {
    say({ kind: "status", status: told });
    expect(live.tone).toBe(tone);
  });

  test("nothing is known before the first word, nor after a question failed", () => {
    expect(new Live().tone).toBe("unknown");
    say({ kind: "status", status });
    say({ kind: "lost", error: { code: "engine_silent", message: "No answer." } });
    expect([live.tone, live.status, live.troubles, live.lost?.code]).toEqual(["unknown", null, [], "engine_silent"]);
  });
});

describe("times and sizes", () => {
  const en = new Format("en-GB", (id, args) => text("en", id, args), "Europe/Dublin");
  const de = new Format("de", (id, args) => text("de", id, args), "Europe/Berlin");
  const now = Date.parse("2026-11-18T13:20:00.000Z");

  test.each([
    [en.clock(5_052_000), "1:24:12"],
    [en.clock(-5), "0:00:00"],
    [en.duration(59_999), "59 s"],
    [en.duration(60_000), "1 min"],
    [en.duration(5_052_000), "1 h 24 min"],
    [de.duration(5_052_000), "1 Std. 24 Min."],
    [en.ago(now - 3_000, now), "just now"],
    [en.ago(now + 9_000, now), "just now"],
    [en.ago(now - 59_000, now), "59 s ago"],
    [en.ago(now - 3_599_000, now), "59 min ago"],
    [de.ago(now - 7_200_000, now), "vor 2 Std."],
    [en.ago(now - 90_000_000, now), "17 Nov 2026, 12:20"],
    [en.bytes(999), "999 bytes"],
    [en.bytes(91_400), "91 kB"],
    [de.bytes(4_240_000), "4,2 MB"],
    [en.time("2026-11-18T13:20:00.000Z"), "13:20"],
    [de.time("2026-11-18T13:20:00.000Z"), "14:20"],
    [en.day("2026-11-18"), "Wednesday 18 November"],
    [de.list(["a", "b", "c"]), "a, b und c"],
    [en.zone("Etc/UTC", now), "UTC"],
    [en.zone("Europe/Dublin", now), "Ireland Time"],
    [de.zone("Europe/Dublin", now), "Irland (Ortszeit)"],
    [en.zone("Moon/Tycho_Base", now), "Moon/Tycho Base"],
  ])("%s", (written, expected) => {
    expect(written).toBe(expected);
  });
});

describe("a gap marker", () => {
  const gap = (category: OutboxItem["category"], reason: GapReason): OutboxItem => ({
    id: "0", category, at: "", project: "", session: "", state: "held", content: { kind: "gap", from: "", to: "", reason },
  });
  const words = new Words("en");

  test("names its kind and why", () => {
    const item = gap("screenshots", "paused");
    expect([titleOf(item, words), summaryOf(item, words)]).toEqual(["Gap: Screenshots", "paused"]);
  });

  test.each<[GapReason, RegExp]>([
    ["paused", /^Paused$/],
    ["declined", /you said no/],
    ["withdrawn", /took your yes back/],
    ["deleted", /^You deleted/],
    ["undecided", /not decided/],
    ["sensor_failed", /could not be recorded/],
    ["storage_full", /^No room/],
  ])("of no kind says why it is there, %s, and names none", (reason, said) => {
    const item = gap(null, reason);
    expect(titleOf(item, words)).toBe("Gap");
    expect(summaryOf(item, words)).toMatch(said);
    expect(summaryOf(item, words)).not.toMatch(/session|note|agent/i);
  });
});

describe("the theme", () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => vi.restoreAllMocks());

  test("is what was chosen, and remembered", () => {
    const theme = new Theme();
    theme.choice = "dark";
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    expect(new Theme().choice).toBe("dark");
    theme.choice = "light";
    expect(document.documentElement.dataset["theme"]).toBe("light");
  });

  test("is the system's where nothing is chosen, even where nothing can be remembered", () => {
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new Error("denied");
    });
    expect(new Theme().choice).toBe("system");
    expect(document.documentElement.dataset["theme"]).toMatch(/light|dark/);
  });
});

test.each<[Weekday[], string, string]>([
  [["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "every day", "täglich"],
  [["fri", "sat", "sun"], "Friday to Sunday", "Freitag bis Sonntag"],
  [["sat", "sun"], "Saturday and Sunday", "Samstag und Sonntag"],
  [["mon", "wed", "thu"], "Monday, Wednesday and Thursday", "Montag, Mittwoch und Donnerstag"],
  [["sun"], "Sunday", "Sonntag"],
])("hours are said as in the notice: %s", (days, english, german) => {
  const said = (lang: string) => hoursInWords({ days, from: "09:05", to: "24:00" }, new Words(lang).t);
  expect([said("en"), said("de")]).toEqual([`${english}, 09:05 to 24:00`, `${german}, 09:05 bis 24:00 Uhr`]);
});
