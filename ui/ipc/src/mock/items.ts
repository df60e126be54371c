// What the agent does with items that wait: redact, delete, bring back, release, retry, wipe.

import type { Deleted, RecordId, Rect, Wiped } from "../generated.ts";
import { stamp } from "./time.ts";
import { fail, type Item, UNDO, type World } from "./world.ts";

export function find(world: World, id: RecordId): Item {
  return world.items.find((item) => item.id === id) ?? fail("not_found", `There is no item ${id}.`);
}

function enrolmentOf(world: World, item: Item) {
  return world.enrolments.find(({ device }) => device === item.device) ?? fail("not_enrolled", "There is no such enrolment.");
}

export function redact(world: World, id: RecordId, rects: readonly Rect[]): Item {
  const item = find(world, id);
  if (item.body?.kind !== "capture") fail("usage", `Item ${id} is no picture. Nothing was changed.`);
  if (item.place !== "held" && item.place !== "frozen") fail("state", `Item ${id} doesn't wait for review any more. Nothing was changed.`);
  const { picture } = item.body;
  const inside = ({ x, y, w, h }: Rect) => w > 0 && h > 0 && x >= 0 && y >= 0 && x + w <= picture.width && y + h <= picture.height;
  if (rects.length === 0 || !rects.every((rect) => inside(rect) && Object.values(rect).every(Number.isInteger))) {
    fail("usage", "The picture was not changed: a region lies outside of it or is empty.");
  }
  item.body.picture = picture.without(rects);
  const enrolment = enrolmentOf(world, item);
  const session = world.sessions.find((session) => session.id === item.session);
  enrolment.ledger.append(world.now, {
    kind: "redaction",
    ...(session && { project: session.project.name }),
    ...(item.category && { category: item.category }),
    items: 1,
  });
  return item;
}

export function remove(world: World, ids: readonly RecordId[]): Deleted {
  const deleted: Deleted = { deleting: [], undo_until: stamp(world.now + UNDO), requested: [] };
  for (const item of new Set(ids.map((id) => find(world, id)))) {
    if (item.place === "purged") fail("not_found", `Item ${item.id} is deleted already.`);
    if (item.place === "sent" || item.place === "claimed") {
      deleted.requested.push(item.id);
      ask(world, item);
      continue;
    }
    if (item.place !== "deleting") {
      item.before = item.place;
      item.place = "deleting";
      item.until = world.now + UNDO;
      world.live.add(item);
    }
    deleted.deleting.push(item.id);
  }
  return deleted;
}

/** Asks the server to delete what it has: within the policy's hours it does so at once. */
function ask(world: World, item: Item): void {
  const policy = world.project(item.project).policy;
  if (world.now - (item.sent ?? world.now) > policy.grace_hours * 3_600_000) {
    world.trouble("erasure_request_needed", `The time for deleting item ${item.id} at once is over. Ask the client for its erasure.`);
    return;
  }
  item.body = null;
  item.place = "purged";
  world.live.delete(item);
  const { enrolment, project } = world.project(item.project);
  enrolment.ledger.append(world.now, {
    kind: "deletion",
    project: project.name,
    ...(item.category && { category: item.category }),
    reason: "deleted",
    items: 1,
  });
}

export function undelete(world: World, ids: readonly RecordId[]): void {
  const items = ids.map((id) => find(world, id));
  const late = items.find(({ place }) => place !== "deleting");
  if (late) fail("state", `Item ${late.id} can't be brought back any more.`);
  for (const item of items) {
    item.place = item.before ?? "held";
    delete item.before;
    delete item.until;
    if (item.place === "quarantined") world.live.delete(item);
  }
}

export function release(world: World, ids: readonly RecordId[]): void {
  const items = ids.length > 0 ? ids.map((id) => find(world, id)) : [...world.live].filter(({ place }) => place === "held");
  for (const item of items) {
    const enrolment = enrolmentOf(world, item);
    if (enrolment.left) {
      fail(
        "state",
        `You have left ${enrolment.client.name}, so item ${item.id} can't be sent any more. Nothing was changed; it is deleted on its own.`,
      );
    }
    if (item.place !== "held" && item.place !== "frozen") fail("state", `Item ${item.id} doesn't wait for review. Nothing was changed.`);
  }
  for (const item of items) {
    item.place = "held";
    item.releasable = world.now;
    delete item.until;
  }
  if (world.online && items.length > 0) world.upload(world.now);
}

export function retry(world: World, ids: readonly RecordId[]): void {
  const items = ids.length > 0 ? ids.map((id) => find(world, id)) : world.items.filter(({ place }) => place === "quarantined");
  for (const item of items) {
    if (item.place !== "quarantined") fail("state", `Item ${item.id} was not refused. Nothing was changed.`);
  }
  for (const item of items) {
    item.place = "held";
    item.releasable = world.now;
    delete item.refused;
    world.live.add(item);
  }
  if (world.online && items.length > 0) world.upload(world.now);
}

/** Deletes everything but the ledgers. */
export function wipe(world: World): Wiped {
  const wiped = { items: world.items.length, ledgers: world.enrolments.length };
  if (world.open) world.stop(world.open, world.now);
  for (const { ledger } of world.enrolments) ledger.append(world.now, { kind: "wipe" });
  world.enrolments = [];
  world.sessions = [];
  world.items = [];
  world.views = [];
  world.live.clear();
  world.troubles.clear();
  return wiped;
}

/** The exact JSON of an item that is no picture, as it would be sent. */
export function record(world: World, id: RecordId): string {
  const item = find(world, id);
  const { body } = item;
  if (!body) fail("not_found", `The content of item ${id} is no longer on this machine.`);
  const enrolment = enrolmentOf(world, item);
  const decided = item.category && body.kind !== "gap" ? enrolment.ledger.decision(item.project, item.category) : undefined;
  const streams = { activity: "activity", capture: "captures", note: "notes", gap: "gaps", session: "sessions" } as const;
  const document = {
    v: 1,
    id: item.id,
    device: item.device,
    project: item.project,
    session: item.session,
    stream: streams[body.kind],
    seq: world.items.filter((other) => other.device === item.device && other.at < item.at).length,
    at: stamp(item.at),
    ledger_size: enrolment.ledger.lines.length,
    ...(decided && { consent: { notice: decided.notice, receipt: decided.receipt } }),
    synthetic: false,
    kind: body.kind,
    body: sent(item),
  };
  return JSON.stringify(document);
}

function sent({ body, category }: Item): unknown {
  switch (body?.kind) {
    case "activity":
      return body.sample;
    case "note":
      return { text: body.text };
    case "gap":
      return { category, from: stamp(body.from), to: stamp(body.to), reason: body.reason };
    case "session":
      return { from: stamp(body.from), to: stamp(body.to), worked_ms: body.worked };
    case "capture":
      return { source: body.source, image: { sha256: body.picture.sha256, bytes: body.picture.bytes.length }, finding: body.finding };
    case undefined:
      return null;
  }
}
