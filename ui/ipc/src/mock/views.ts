// The little engine's state in the shapes that pages read.

import type { DayLog, DaySession, Days, ItemContent, Outbox, OutboxItem, ProjectStatus, SessionStatus, Status, Verified } from "../generated.ts";
import { DAY, HOUR, dayOf, stamp, startOf } from "./time.ts";
import type { Item, Session, World } from "./world.ts";

export const VERSION = "0.1.0";

export function content(item: Item): ItemContent {
  const { body } = item;
  switch (body?.kind) {
    case undefined:
      return { kind: "gone" };
    case "activity":
      return { kind: "activity", ...body.sample };
    case "capture": {
      const { source, picture, finding } = body;
      const { sha256, width, height, redacted } = picture;
      return { kind: "capture", source, sha256, bytes: picture.bytes.length, width, height, finding, redacted };
    }
    case "note":
      return { kind: "note", text: body.text };
    case "gap":
      return { kind: "gap", from: stamp(body.from), to: stamp(body.to), reason: body.reason };
    case "session":
      return { kind: "session", worked_ms: body.worked };
  }
}

export function outboxItem(world: World, item: Item): OutboxItem {
  return {
    id: item.id,
    category: item.category,
    at: stamp(item.at),
    project: item.project,
    session: item.session,
    state: item.place,
    content: content(item),
    ...(item.place === "deleting" && { undo_left_ms: Math.max(0, (item.until ?? 0) - world.now) }),
    ...(item.place === "frozen" && { frozen_until: stamp(item.until ?? 0) }),
    ...(item.place === "held" && { review_left_ms: Math.max(0, item.releasable - world.now) }),
    ...(item.place === "quarantined" && item.refused && { refused: item.refused }),
  };
}

const WAITING: readonly Item["place"][] = ["held", "frozen", "deleting", "claimed", "quarantined"];

/** What waits for review, for upload or for the agent's choice, the oldest first. */
export function waiting(world: World): Item[] {
  return world.items.filter(({ place }) => WAITING.includes(place)).sort((a, b) => a.at - b.at);
}

export const outbox = (world: World): Outbox => ({ items: waiting(world).map((item) => outboxItem(world, item)) });

export function sessionStatus(world: World, session: Session): SessionStatus {
  return {
    id: session.id,
    project: session.project.id,
    project_name: session.project.name,
    started: stamp(session.started),
    worked_ms: world.worked(session),
    synthetic: false,
    totals: { ...session.totals },
  };
}

export function status(world: World): Status {
  const session = world.open;
  const items = waiting(world);
  const quarantined = items.filter(({ place }) => place === "quarantined").length;
  const problems = [...world.troubles.values()];
  if (quarantined > 0) {
    const message = `The server refused ${quarantined} items. Nothing of them is lost: see \`candor outbox list\`, then retry or delete them.`;
    problems.push({ code: "quarantined", message });
  }
  const review = items.filter(({ place }) => place === "held" || place === "frozen" || place === "deleting");
  return {
    state: session === undefined ? "idle" : session.running === undefined ? "paused" : "running",
    ...(session?.reason && { reason: session.reason }),
    grants: session?.running === undefined ? [] : world.granted(session),
    ...(session && { session: sessionStatus(world, session) }),
    last_verified: Object.fromEntries([...(session?.verified ?? [])].map(([category, at]) => [category, stamp(at)])),
    outbox: {
      items: review.length,
      bytes: review.reduce((sum, item) => sum + (item.body?.kind === "capture" ? item.body.picture.bytes.length : 0), 0),
      frozen: items.filter(({ place }) => place === "frozen").length,
    },
    upload: {
      pending: items.filter((item) => item.place === "claimed" || (item.place === "held" && item.releasable <= world.now)).length,
      quarantined,
      ...(world.lastContact !== undefined && { last_contact: stamp(world.lastContact) }),
    },
    health: problems.length === 0 ? "ok" : problems,
    key_store: world.keyStore,
    enrolments: world.active.map(({ device, client, server, ledger }) => ({
      device,
      client,
      server,
      ledger_size: ledger.lines.length,
      cosigned: ledger.cosigned,
    })),
    version: VERSION,
  };
}

export function projects(world: World): ProjectStatus[] {
  return world.active.flatMap((enrolment) =>
    enrolment.projects.map(({ project, policies }) => ({
      project,
      policy_version: policies.at(-1)?.version ?? null,
      categories: world.categories(enrolment, policies),
      ready: world.missing(enrolment, policies).length === 0,
    })),
  );
}

export function days(world: World): Days {
  const found = new Map<string, { sessions: Session[]; captures: number }>();
  for (const session of world.sessions) {
    const day = dayOf(session.started, world.zone);
    const summary = found.get(day) ?? { sessions: [], captures: 0 };
    summary.sessions.push(session);
    summary.captures += session.totals.captures;
    found.set(day, summary);
  }
  return {
    zone: world.zone,
    today: dayOf(world.now, world.zone),
    days: [...found]
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([day, { sessions, captures }]) => ({
        day,
        sessions: sessions.length,
        worked_ms: sessions.reduce((sum, session) => sum + world.worked(session), 0),
        captures,
        projects: [...new Set(sessions.map(({ project }) => project.name))],
      })),
  };
}

function daySession(world: World, session: Session): DaySession {
  return {
    id: session.id,
    project: session.project.id,
    project_name: session.project.name,
    client_name: session.enrolment.client.name,
    started: stamp(session.started),
    ...(session.ended !== undefined && { ended: stamp(session.ended) }),
    worked_ms: world.worked(session),
    synthetic: false,
    events: [...session.events],
  };
}

export function day(world: World, day: string): DayLog {
  const { zone } = world;
  const from = startOf(day, zone);
  const to = startOf(dayOf(from + DAY + 2 * HOUR, zone), zone);
  const sessions = world.sessions.filter(({ started }) => started >= from && started < to);
  const ids = new Set(sessions.map(({ id }) => id));
  const items = world.items.filter(({ session }) => ids.has(session)).sort((a, b) => a.at - b.at);
  return {
    day,
    zone,
    from: stamp(from),
    to: stamp(to),
    sessions: sessions.map((session) => daySession(world, session)),
    items: items.map((item) => outboxItem(world, item)),
  };
}

/** The numbers of a check that found nothing wrong. */
export function verified(world: World): Verified {
  const ledgers = world.enrolments.map(({ ledger }) => ledger);
  const sum = (of: (ledger: (typeof ledgers)[number]) => number) => ledgers.reduce((total, ledger) => total + of(ledger), 0);
  return {
    ledgers: ledgers.length,
    entries: sum((ledger) => ledger.lines.length),
    records: world.items.filter(({ place }) => place === "sent" || place === "claimed").length,
    captures: world.items.filter(({ body }) => body?.kind === "capture").length,
    receipts: sum((ledger) => ledger.receipts.size),
    cosigned: Object.fromEntries(ledgers.map(({ device, cosigned }) => [device, cosigned])),
  };
}
