// What the agent does with a session: begin it, go on after a pause, write a note in it.

import { fail, type Item, type Session, type World } from "./world.ts";

const MAX_NOTE = 8 * 1024;

export const current = (world: World): Session => world.open ?? fail("state", "No session is open. Start one first.");

export function start(world: World, named: string): void {
  if (world.open) fail("state", `A session of ${world.open.project.name} is open. Stop it first with \`candor stop\`.`);
  const { enrolment, project, policies } = world.project(named);
  const missing = world.missing(enrolment, policies);
  if (missing.length > 0) {
    fail("consent_missing", `${project.name} can't be worked on without ${missing.join(", ")}. Nothing was started. Read the notice for the alternative that the client offers.`);
  }
  world.start(enrolment, project, world.now);
}

export function resume(world: World, session: Session): void {
  const policies = session.enrolment.projects.find(({ project }) => project.id === session.project.id)?.policies ?? [];
  if (world.missing(session.enrolment, policies).length > 0) {
    fail("consent_missing", `${session.project.name} can't be worked on without what you withdrew. The session stays paused.`);
  }
  if (world.troubles.has("storage_full")) fail("storage_full", "The disk is still full. The session stays paused; free some space first.");
  if (session.running === undefined) world.resume(session, world.now);
  world.troubles.delete("indicator_lost");
}

export function note(world: World, text: string): Item {
  const words = text.trim();
  if (words === "" || new TextEncoder().encode(words).length > MAX_NOTE) fail("usage", `A note has between 1 and ${MAX_NOTE} bytes. Nothing was stored.`);
  const session = current(world);
  if (session.running === undefined) fail("state", "Nothing was recorded: the session is paused.");
  if (!world.granted(session).includes("work_notes")) fail("consent_missing", "Nothing was recorded: work_notes is not granted.");
  return world.insert(session, "work_notes", world.now, { kind: "note", text: words });
}
