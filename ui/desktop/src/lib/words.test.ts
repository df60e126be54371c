import { asked, holds, shapes } from "@candor/components/testing";
import { describe, expect, test } from "vitest";

import { choose, LANGUAGES, text, Words } from "./words.svelte";

const files = import.meta.glob<string>("../../../../crates/domain/locales/*/*.ftl", { query: "?raw", import: "default", eager: true });
const sources = import.meta.glob<string>(["../**/*.{svelte,ts}", "!../**/*.test.ts"], { query: "?raw", import: "default", eager: true });

const file = (lang: string, name: string) => {
  const found = files[`../../../../crates/domain/locales/${lang}/${name}.ftl`];
  if (found === undefined) throw new Error(`${lang}/${name}.ftl is missing`);
  return found;
};

test("there are three languages, English first", () => {
  expect(LANGUAGES).toEqual(["en", "de", "es"]);
});

describe.each(["de", "es"])("%s", (lang) => {
  test.each(["app", "pages"])("says what English says: %s", (name) => {
    const [here, english] = [shapes(file(lang, name)), shapes(file("en", name))];
    expect([...here.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [id, shape] of english) expect([id, here.get(id)]).toEqual([id, shape]);
  });
});

const app = [...shapes(file("en", "app")).keys()];
const common = ["common", "pages"].flatMap((name) => [...shapes(file("en", name)).keys()]);
const code = Object.values(sources).join("\n");

test("no text of the window hides one that all share", () => {
  expect(app.filter((id) => common.includes(id))).toEqual([]);
});

test("every text that the source asks for exists", () => {
  const { whole, begun } = asked(code);
  const known = [...app, ...common];
  expect(whole.length).toBeGreaterThan(100);
  expect(whole.filter((id) => !known.includes(id))).toEqual([]);
  expect(begun.filter((start) => !known.some((id) => id.startsWith(start)))).toEqual([]);
});

test("every text is used", () => {
  const used = holds(code);
  // The shell names the program itself.
  expect(app.filter((id) => id !== "app-name" && !used(id))).toEqual([]);
});

test("names that come from the engine have their words", () => {
  const codes =
    "usage consent_missing not_enrolled unreachable server_refused invitation_unknown invitation_used invitation_expired verification_failed not_found state no_indicator sensor_failed storage_full no_key engine_not_running engine_silent engine_incompatible internal shell_failed";
  for (const code of codes.split(" ")) {
    expect(app).toContain(`error-${code}`);
    expect(app).toContain(`error-${code}-todo`);
  }
  const reasons = "agent idle screen_locked suspended working_hours indicator_lost sensor_lost storage_full consent_missing crash";
  for (const reason of reasons.split(" ")) expect(app).toContain(`paused-${reason}`);
  const troubles =
    "unsupported permission_denied no_device busy unplugged stalled grab_failed encode_failed too_large interrupted window_list_failed black_frame overdue storage_full store_failed indicator_lost sensor_lost server_unreachable server_refused server_forgot notice_mismatch policy_refused quarantined deletion_refused erasure_request_needed clock_wrong shortcut_taken";
  for (const code of troubles.split(" ")) {
    for (const part of ["", "-what", "-safe", "-todo"]) expect(app).toContain(`trouble-${code}${part}`);
  }
});

test("a person's languages are taken in their order, by the first part", () => {
  expect(choose(["fr-FR", "de-AT", "es"])).toBe("de");
  expect(choose(["EN-us"])).toBe("en");
  expect(choose(["fr", ""])).toBe("en");
});

test("a text that doesn't exist is a mistake, and seen", () => {
  expect(() => text("de", "no-such-text")).toThrow("no-such-text");
});

test("the words follow the language", () => {
  const words = new Words("de-DE");
  expect(words.t("stop")).toBe("Beenden");
  expect(document.documentElement.lang).toBe("de");
  words.lang = "es";
  expect(words.t("notice-open", { count: 1 })).toBe("Queda 1 decisión por tomar");
  expect(words.format.number(1234567)).toBe("1.234.567");
});
