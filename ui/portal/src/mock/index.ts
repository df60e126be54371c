// The made-up server: for tests of whole pages, and for looking at them without a real one. Scenes by name: `?scene=empty`.

import type { Send } from "@candor/api-client";

import { accounts } from "./accounts";
import { answering, Refusal, type Routes } from "./http";
import { me } from "./me";
import { people } from "./people";
import { projects } from "./projects";
import { statistics } from "./statistics";
import { teams } from "./teams";
import { timesheets } from "./timesheets";
import { SCENES, type Scene, World } from "./world";

export const routes = (world: World): Routes => ({ ...accounts(world), ...teams(world), ...people(world), ...me(world), ...projects(world), ...timesheets(world), ...statistics(world) });

export function send(): Send {
  const name = new URLSearchParams(location.search).get("scene") ?? sessionStorage.getItem("candor.scene") ?? "harbour";
  // A page that is loaded anew is in the same scene.
  sessionStorage.setItem("candor.scene", name);
  const scene: Scene | undefined = SCENES[name as keyof typeof SCENES];
  if (scene === undefined) throw new Error(`There is no scene called ${name}.`);
  const world = new World(scene);
  (globalThis as { candorServer?: World }).candorServer = world;
  return answering(routes(world), async (_method, path) => {
    if (scene.gone) throw new TypeError("Failed to fetch");
    const who = /^\/api\/v1\/(?:session|setup|account-links)/.test(path);
    if (who) return;
    if (scene.silent) await new Promise(() => undefined);
    if (scene.down) throw new Refusal(500, "internal", "The database doesn't answer.");
    if (!world.signedIn && !path.endsWith("/account/reset")) throw new Refusal(401, "invalid_token", "Nobody is signed in.");
  });
}
