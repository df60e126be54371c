// What the agent is shown and decides, up to leaving a client.

import type { Category, Decided, Decision, Left, Sha256Hash, ShownNotice } from "../generated.ts";
import { changes, LANGUAGES, render } from "./notice.ts";
import { type Enrolment, fail, FROZEN, type World } from "./world.ts";

/** Shows a notice, which the ledger notes. */
export function show(world: World, project: string, lang: string): ShownNotice {
  const found = world.project(project);
  const { enrolment, policies, policy } = found;
  const notice = render(found.project, policy, lang);
  enrolment.ledger.notice(world.now, found.project, policy.version, notice.lang, notice.sha256);
  const decided = Object.keys(policy.categories).map((category) => enrolment.ledger.decision(policy.project, category as Category)?.version);
  const earliest = Math.min(...decided.filter((version) => version !== undefined), policy.version);
  const before = policies.find(({ version }) => version === earliest);
  return {
    ...notice,
    policy: structuredClone(policy),
    categories: world.categories(enrolment, policies),
    changes: before ? changes(before, policy) : [],
    languages: [...LANGUAGES],
  };
}

export function decide(world: World, named: string, categories: Category[], decision: Decision, notice: Sha256Hash | null): Decided {
  const { enrolment, project, policies, policy } = world.project(named);
  const { ledger } = enrolment;
  const last = ledger.last.get(project.id);
  if (decision === "granted" && notice === null) fail("usage", "Granting needs the hash of the notice that you have read.");
  if (decision !== "withdrawn" && (last === undefined || (notice !== null && notice !== last))) {
    fail("consent_missing", `That is not the notice last shown to you, so nothing was changed. Read it with \`candor notice '${project.name}'\`.`);
  }
  if (decision === "granted" && ledger.shown.get(last ?? "")?.version !== policy.version) {
    fail("consent_missing", "The policy has changed since the notice was shown, so nothing was changed. Read the new one.");
  }
  let frozen = 0;
  for (const category of categories) {
    const before = ledger.decision(project.id, category);
    if (decision === "withdrawn" && before?.decision !== "granted") continue;
    if (!policy.categories[category]) fail("usage", `${project.name} does not collect ${category}, so there is nothing to decide.`);
    const under = decision === "withdrawn" ? before?.notice : last;
    const old = decision === "withdrawn" ? policies.find(({ version }) => version === before?.version) : undefined;
    ledger.decide(world.now, project, old ?? policy, category, decision, under ?? "");
    if (decision === "withdrawn") frozen += freeze(world, enrolment, project.id, category);
  }
  const { open } = world;
  if (open?.project.id === project.id && open.running !== undefined) {
    if (world.missing(enrolment, policies).length > 0) world.pause(open, world.now, "consent_missing");
    else world.schedule(open, world.now);
  }
  world.contact(enrolment, world.now);
  return { project: project.id, categories: world.categories(enrolment, policies), frozen };
}

export function leave(world: World, enrolment: Enrolment): Left {
  const { client, ledger } = enrolment;
  const granted = ledger.granted();
  if (world.open?.enrolment === enrolment) world.stop(world.open, world.now, "consent_missing");
  for (const { project, category } of granted) decide(world, project, [category], "withdrawn", null);
  enrolment.left = true;
  for (const item of world.live) {
    if (item.device === enrolment.device && item.place === "held") Object.assign(item, { place: "frozen", until: world.now + FROZEN });
  }
  return {
    client,
    withdrawn: [...new Set(granted.map(({ category }) => category))],
    held_by_client: world.items.filter(({ device, place }) => device === enrolment.device && place === "sent").length,
    erasure: `${client.name} still holds what you sent. To have it erased write to ${client.contact}, or by post to ${client.address}; complaints go to ${client.authority}.`,
    server_told: world.online,
  };
}

/** What waited in a withdrawn category waits for the agent's choice. */
function freeze(world: World, enrolment: Enrolment, project: string, category: Category): number {
  let frozen = 0;
  for (const item of world.live) {
    const concerned = item.device === enrolment.device && item.project === project && item.category === category;
    if (!concerned || item.place !== "held" || item.body?.kind === "gap") continue;
    item.place = "frozen";
    item.until = world.now + FROZEN;
    frozen += 1;
  }
  return frozen;
}
