// What the frame between page and shell lets through. It lies in src-tauri/isolation and has no tests of its own.

import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

import { expect, test } from "vitest";

type Hook = (message: { cmd: unknown; payload?: unknown }) => unknown;

const window: { __TAURI_ISOLATION_HOOK__?: Hook } = {};
runInNewContext(readFileSync(new URL("../../../src-tauri/isolation/index.js", import.meta.url), "utf8"), { window });
const pass = (cmd: unknown, payload: unknown = {}) => window.__TAURI_ISOLATION_HOOK__?.({ cmd, payload });

test.each(["pause", "start_engine", "plugin:__TAURI_CHANNEL__|fetch", "plugin:window|set_title"])("%s goes on as it is", (cmd) => {
  expect(pass(cmd, { value: "Session" })).toEqual({ cmd, payload: { value: "Session" } });
});

test.each(["plugin:window|close", "plugin:window|set_titles", "plugin:fs|read_file", "plugin:dialog|open", "Pause", "", undefined])("%s doesn't", (cmd) => {
  expect(() => pass(cmd)).toThrow("not a command of Candor");
});

test("nor does what is larger than any question", () => {
  expect(() => pass("note", { text: "x".repeat(1024 * 1024) })).toThrow("too large");
});
