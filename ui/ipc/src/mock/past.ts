// The days before today: made by letting the little engine live through them.

import type { SessionReason } from "../generated.ts";
import { NOTES } from "./content.ts";
import { DAY, HOUR, MINUTE, SECOND, dayOf, stamp, startOf, weekdayOf } from "./time.ts";
import type { Enrolment, World } from "./world.ts";

const VIEWERS = [
  { viewer: "Mary Byrne", role: "reviewer" },
  { viewer: "Tom Walsh", role: "reviewer" },
  { viewer: "Port authority, S. Doyle", role: "auditor" },
] as const;

/** What happens in a stretch of work: from, for how long, and the pauses in it, in minutes from its start. */
interface Stretch {
  enrolment: Enrolment;
  project: number;
  from: number;
  minutes: number;
  pauses?: { at: number; minutes: number; reason: SessionReason }[];
  note?: string;
}

/** Works through a stretch, as far as `until`. */
export function work(world: World, stretch: Stretch, until = Infinity): void {
  const { enrolment, from, minutes } = stretch;
  const project = enrolment.projects[stretch.project]?.project;
  if (!project || from > until) return;
  world.advance(from);
  const session = world.start(enrolment, project, from);
  const end = from + minutes * MINUTE;
  for (const pause of stretch.pauses ?? []) {
    const [at, back] = [from + pause.at * MINUTE, from + (pause.at + pause.minutes) * MINUTE];
    if (at > until) return;
    world.advance(at);
    world.pause(session, at, pause.reason);
    if (back > until) return;
    world.advance(back);
    world.resume(session, back);
  }
  if (end > until) return;
  if (stretch.note && world.granted(session).includes("work_notes")) {
    world.advance(end - 4 * MINUTE);
    world.insert(session, "work_notes", end - 4 * MINUTE, { kind: "note", text: stretch.note });
  }
  world.advance(end);
  world.stop(session, end);
}

/** Lives through the working days before today. */
export function live(world: World, days: number, today: number): void {
  const { chance, zone } = world;
  const midnight = startOf(dayOf(today, zone), zone);
  for (let ago = days; ago > 0; ago--) {
    const start = startOf(dayOf(midnight - ago * DAY + 12 * HOUR, zone), zone);
    const weekday = weekdayOf(start + 12 * HOUR, zone);
    const free = weekday === "sun" || (weekday === "sat" && ago % 2 === 0);
    if (free) continue;
    const main = world.active[ago % 5 === 3 ? world.active.length - 1 : 0];
    if (!main) continue;
    const morning = start + 8 * HOUR + chance.between(20, 70) * MINUTE + chance.between(0, 59) * SECOND;
    work(world, {
      enrolment: main,
      project: 0,
      from: morning,
      minutes: chance.between(160, 215),
      pauses: [{ at: chance.between(50, 90), minutes: chance.between(8, 22), reason: chance.pick(["agent", "idle", "screen_locked"] as const) }],
      note: chance.pick(NOTES),
    });
    if (weekday !== "sat") {
      work(world, {
        enrolment: main,
        project: ago % 3 === 1 ? main.projects.length - 1 : 0,
        from: start + 13 * HOUR + chance.between(10, 40) * MINUTE,
        minutes: chance.between(130, 190),
        pauses: ago % 4 === 0 ? [{ at: 70, minutes: 12, reason: "suspended" }] : [],
        ...(ago % 2 === 0 && { note: chance.pick(NOTES) }),
      });
    }
    deleteOne(world, ago);
  }
  world.advance(midnight);
  look(world, midnight);
}

/** Now and then the agent deleted something; a gap marker stands there. */
function deleteOne(world: World, ago: number): void {
  if (ago % 3 !== 0) return;
  const held = [...world.live].filter(({ place, body }) => place === "held" && body?.kind === "capture").at(-1);
  if (!held) return;
  held.before = "held";
  held.place = "deleting";
  held.until = world.now + 30 * SECOND;
  world.advance(world.now + MINUTE);
}

/** What was sent longer ago than it can be deleted at once has no content here any more. */
export function forget(world: World): void {
  for (const item of world.items) {
    if (item.place === "sent" && (item.sent ?? 0) < world.now - DAY) item.body = null;
  }
}

/** People at the client look at some of what they got. */
function look(world: World, until: number): void {
  const captures = world.items.filter(({ category, place }) => place === "sent" && (category === "screenshots" || category === "webcam_stills"));
  captures.forEach((item, at) => {
    const gap = item.body?.kind === "gap";
    if (gap || (at % 7 !== 0 && at % 11 !== 0)) return;
    const enrolment = world.enrolments.find(({ device }) => device === item.device);
    const when = item.at + world.chance.between(2, 30) * HOUR + world.chance.between(0, 3599) * SECOND;
    if (!enrolment || when > until) return;
    world.views.push({ client: enrolment.client.name, capture: item.id, ...world.chance.pick(VIEWERS), at: stamp(when) });
  });
  world.views.sort((a, b) => (a.at < b.at ? 1 : -1));
}
