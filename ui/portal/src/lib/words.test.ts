import { asked, holds, shapes } from "@candor/components/testing";
import { describe, expect, test } from "vitest";

import { SCOPES, scopeId } from "../pages/people/scopes";
import type { Schemas } from "./api";
import { lexicon } from "./words.svelte";

const files = import.meta.glob<string>("../../../../crates/domain/locales/*/*.ftl", { query: "?raw", import: "default", eager: true });
const sources = import.meta.glob<string>(["../**/*.{svelte,ts}", "!../**/*.test.ts"], { query: "?raw", import: "default", eager: true });
const code = Object.values(sources).join("\n");

const file = (lang: string, name: string) => {
  const found = files[`../../../../crates/domain/locales/${lang}/${name}.ftl`];
  if (found === undefined) throw new Error(`${lang}/${name}.ftl is missing`);
  return found;
};
const own = [...shapes(file("en", "portal")).keys()];
const common = ["common", "pages"].flatMap((name) => [...shapes(file("en", name)).keys()]);

test("there are three languages, English first", () => {
  expect(lexicon.languages).toEqual(["en", "de", "es"]);
});

describe.each(["de", "es"])("%s", (lang) => {
  test("says what English says", () => {
    const [here, english] = [shapes(file(lang, "portal")), shapes(file("en", "portal"))];
    expect([...here.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [id, shape] of english) expect([id, here.get(id)]).toEqual([id, shape]);
  });
});

test("no text of the portal hides one that all share", () => {
  expect(own.filter((id) => common.includes(id))).toEqual([]);
});

test("every text that the source asks for exists", () => {
  const { whole, begun } = asked(code);
  const known = [...own, ...common];
  expect(whole.length).toBeGreaterThan(100);
  expect(whole.filter((id) => !known.includes(id))).toEqual([]);
  expect(begun.filter((start) => !known.some((id) => id.startsWith(start)))).toEqual([]);
});

test("every text is used", () => {
  const used = holds(code);
  expect(own.filter((id) => !used(id))).toEqual([]);
});

test("names that come from the server have their words", () => {
  // Records of all of a type's names, so that a new one doesn't compile without words.
  const presence: Record<Schemas["Presence"], true> = { recording: true, paused: true, off: true, unknown: true };
  const reasons: Record<Schemas["GapReason"], true> = { deleted: true, declined: true, withdrawn: true, paused: true, undecided: true, sensor_failed: true, storage_full: true };
  const findings: Record<Exclude<Schemas["Finding"], "ordinary">, true> = { black: true, blank: true, unchanged: true };
  const roles: Record<Schemas["Role"], true> = { owner: true, reviewer: true, auditor: true };
  const verdicts: Record<Schemas["Verdict"], true> = { approved: true, questioned: true, adjusted: true };
  const names = [
    ...Object.keys(verdicts).map((name) => `verdict-${name}`),
    ...SCOPES.map((scope) => `scope-${scopeId(scope)}`),
    ...Object.keys(presence).map((name) => `presence-${name}`),
    ...Object.keys(reasons).map((name) => `gap-${name}`),
    ...Object.keys(findings).map((name) => `finding-${name}`),
    ...Object.keys(roles).flatMap((name) => [`role-${name}`, `role-${name}-means`, `role-${name}-can`]),
  ];
  expect(names.filter((id) => !lexicon.has(id))).toEqual([]);
});
