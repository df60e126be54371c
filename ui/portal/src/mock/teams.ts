// What a client's members see of work.

import { missing, page, Refusal, Reply, type Routes } from "./http";
import { guarded, pictures, stamp } from "./work";
import { agentId, projectId, type World } from "./world";

export function teams(world: World): Routes {
  const picture = (path: Record<string, string>, query: URLSearchParams) => {
    const found = pictures.get(path["id"] ?? "");
    if (!found) throw missing();
    const reason = query.get("reason");
    if (guarded.has(path["id"] ?? "") && !reason) throw new Refusal(400, "reason_required", "The policy asks for a reason.");
    world.looks.push({ capture: path["id"] ?? "", at: world.now, ...(reason ? { reason } : {}) });
    return new Reply(200, found.bytes, { "Content-Type": "image/png" });
  };
  return {
    "GET /clients/{client}/team/days/{day}": ({ path, query, headers }) => {
      const [client = "", day = ""] = [path["client"], path["day"]];
      const project = query.get("project");
      const items = world.has(client)
        ? world.habits.map((_, at) => at)
            .filter((at) => !project || world.habits[at]?.projects.some((own) => projectId(own) === project))
            .flatMap((at) => world.day(at, day)?.row ?? [])
        : [];
      const etag = `"${day}-${Math.floor(world.now / 5000)}"`;
      if (headers.get("If-None-Match") === etag) return new Reply(304, null, { ETag: etag });
      return Reply.json({ at: stamp(world.now), day, zone: query.get("zone") ?? "UTC", ...page(items, query), truncated: false }, 200, { ETag: etag });
    },
    "GET /clients/{client}/agents/{agent}/days/{day}": ({ path }) => {
      const at = world.habits.findIndex((_, at) => agentId(at) === path["agent"]);
      const found = world.has(path["client"] ?? "") ? world.day(at, path["day"] ?? "") : undefined;
      if (!found) throw missing();
      return found.log;
    },
    "GET /clients/{client}/captures/{id}/image": ({ path, query }) => picture(path, query),
    "GET /clients/{client}/captures/{id}/thumbnail": ({ path, query }) => picture(path, query),
  };
}
