import type { DaySession, LedgerLine } from "@candor/ipc";
import { describe, expect, test } from "vitest";

import { Words } from "../../lib/words.svelte";
import { stretches, whereabouts } from "./dayline";
import { facts, sentence } from "./sentences";

const line = (over: Partial<LedgerLine>): LedgerLine => ({ seq: 1, at: "2026-11-18T09:00:00.000Z", kind: "session", ...over });

describe("an entry as a sentence", () => {
  const words = new Words("en");

  test.each<[Partial<LedgerLine>, string]>([
    [{ kind: "enrolled" }, "This computer joined the client."],
    [{ kind: "decision", decision: "withdrawn", category: "screenshots", project: "Map" }, "You withdrew Screenshots from Map."],
    [{ event: "paused", reason: "idle", project: "Map" }, "The session of Map was paused: no activity for a while."],
    [{ event: "stopped", reason: "agent", project: "Map" }, "The session of Map ended."],
    [{ kind: "deletion", items: 2, reason: "withdrawn", category: "screenshots", project: "Map" }, "2 items of Map (Screenshots) were deleted after you withdrew."],
    [{ kind: "deletion", items: 1, reason: "deleted", category: "screenshots", project: "Map" }, "You deleted 1 item of Map (Screenshots)."],
    [{ kind: "later" }, "An entry of a kind that this version doesn’t know: later."],
  ])("%o", (over, expected) => {
    expect(sentence(line(over), words)).toBe(expected);
  });
});

test("a receipt says what it says, and nothing where it is of another form", () => {
  const receipt = {
    "dpv:hasRecordOfActivity": {
      "dpv:hasDataController": { "dct:title": "Harbour" },
      "dpv:hasProcess": {
        "dpv:hasPurpose": { "dct:title": "To show hours" },
        "dpv:hasRecipient": ["Mary", { "dct:title": "The auditor" }, "urn:uuid:1"],
        "dpv:hasStorageCondition": { "dpv:hasDuration": "P30D", "dpv:hasLocation": "Ireland" },
      },
    },
  };
  expect(facts(receipt)).toEqual({ client: "Harbour", purpose: "To show hours", recipients: ["Mary", "The auditor"], location: "Ireland", days: 30 });
  expect(facts("no receipt")).toEqual({ client: null, purpose: null, recipients: [], location: null, days: null });
});

describe("a session as a line of time", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 18, 9, minute)).toISOString();
  const session = (events: DaySession["events"], ended?: number): DaySession => ({
    id: "s", project: "p", project_name: "Map", client_name: "Harbour", started: at(0), worked_ms: 0, synthetic: false, events,
    ...(ended !== undefined && { ended: at(ended) }),
  });
  const parts = (made: DaySession, now: number) =>
    stretches(made, Date.parse(at(now))).map(({ kind, from, to }) => `${kind} ${new Date(from).getUTCMinutes()}-${new Date(to).getUTCMinutes()}`);

  test("is worked and paused by turns, up to its end", () => {
    const events = [
      { at: at(0), event: "started" as const },
      { at: at(10), event: "paused" as const, reason: "idle" as const },
      { at: at(15), event: "resumed" as const },
      { at: at(40), event: "stopped" as const },
    ];
    expect(parts(session(events, 40), 59)).toEqual(["worked 0-10", "paused 10-15", "worked 15-40"]);
  });

  test("goes up to now where it is open", () => {
    expect(parts(session([]), 20)).toEqual(["worked 0-20"]);
    expect(parts(session([{ at: at(5), event: "paused" }]), 20)).toEqual(["worked 0-5", "paused 5-20"]);
  });
});

test("an item that is being deleted counts as deleted, one that waits as being here", () => {
  expect((["held", "frozen", "claimed", "sent", "deleting", "purged", "quarantined"] as const).map((state) => whereabouts({ state }))).toEqual([
    "here", "here", "leaving", "sent", "deleted", "deleted", "refused",
  ]);
});
