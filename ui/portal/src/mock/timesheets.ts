// Timesheets, and what is said about them.

import type { Schemas } from "../lib/api";
import { daysOf } from "../lib/days";
import { missing, page, Refusal, Reply, type Routes } from "./http";
import { before, type Said, told } from "./reviews";
import { id, stamp } from "./work";
import { agentId, DAY, PROJECTS, projectId, type World } from "./world";

export function timesheets(world: World): Routes {
  const { reviews } = world;
  const verdict = (agent: string, project: string, day: string) => {
    const [from, to] = [Date.parse(`${day}T00:00:00Z`), Date.parse(`${day}T00:00:00Z`) + DAY];
    return reviews.find((one) => one.state !== "adjusted" && one.agent === agent && (!one.project || one.project === project) && Date.parse(one.from) <= from && Date.parse(one.to) >= to)?.state;
  };
  const lines = (client: string, query: URLSearchParams): Schemas["Line"][] => {
    if (!world.has(client)) return [];
    const days = daysOf({ from: query.get("from") ?? "", to: query.get("to") ?? "" });
    return world.habits.flatMap((habit, agent) =>
      habit.projects
        .filter((project) => !query.get("project") || query.get("project") === projectId(project))
        .flatMap((project): Schemas["Line"][] => {
          const worked = days.flatMap((day) => {
            const sessions = world.day(agent, day)?.log.sessions.filter((one) => one.project === projectId(project)) ?? [];
            const worked_ms = sessions.reduce((sum, one) => sum + one.worked_ms, 0);
            const review = verdict(agentId(agent), projectId(project), day);
            const adjustments = reviews
              .filter((one) => one.agent === agentId(agent) && one.project === projectId(project))
              .flatMap(({ adjustment }) => (adjustment?.day === day ? [adjustment] : []));
            if (worked_ms === 0 && adjustments.length === 0) return [];
            return [{ day, worked_ms, ...(habit.synthetic ? { synthetic: true } : {}), ...(adjustments.length > 0 ? { adjustments } : {}), ...(review ? { review } : {}) }];
          });
          if (worked.length === 0) return [];
          const minutes = worked.flatMap((one) => (one.adjustments ?? []).map((adjustment) => adjustment.minutes));
          return [{ agent: agentId(agent), name: habit.name, project: projectId(project), project_name: PROJECTS[project] ?? "", days: worked, synthetic: habit.synthetic === true, ...(minutes.length > 0 ? { adjusted_minutes: minutes.reduce((a, b) => a + b) } : {}), worked_ms: worked.reduce((sum, one) => sum + one.worked_ms, 0) }];
        }),
    );
  };
  return {
    "GET /clients/{client}/timesheet": ({ path, query }) => ({ from: query.get("from"), to: query.get("to"), zone: query.get("zone") ?? "UTC", ...page(lines(path["client"] ?? "", query), query), reviews: reviews.map(told), truncated: false }),
    "POST /clients/{client}/timesheet/reviews": ({ body }) => {
      if (body.state === "questioned" && !body.comment) throw new Refusal(400, "malformed", "A question needs words.");
      const comments = body.comment ? [{ id: id(17, 9 + reviews.length), at: stamp(world.now), by: world.account.name, by_agent: false, text: body.comment }] : [];
      const review: Said = { ...body, id: id(16, 9 + reviews.length), by: world.account.name, at: stamp(world.now), comments };
      reviews.unshift(review);
      return Reply.json(told(review), 201);
    },
    "POST /clients/{client}/timesheet/adjustments": ({ body }) => {
      const { agent, project, day, minutes, reason } = body as Schemas["NewAdjustment"];
      if (minutes === 0 || reason.trim() === "") throw new Refusal(400, "malformed", "An adjustment needs minutes and a reason.");
      const made = { by: world.account.name, at: stamp(world.now) };
      const review: Said = { id: id(16, 9 + reviews.length), agent, project, from: `${day}T00:00:00.000Z`, to: stamp(Date.parse(`${day}T00:00:00Z`) + DAY), state: "adjusted", adjustment: { day, minutes, reason, ...made }, ...made, comments: [] };
      reviews.unshift(review);
      return Reply.json(told(review), 201);
    },
    "GET /clients/{client}/timesheet/reviews/{id}/comments": ({ path, query }) => {
      const review = reviews.find((one) => one.id === path["id"]);
      if (!review) throw missing();
      return before(review, query.get("cursor"));
    },
    "POST /clients/{client}/timesheet/reviews/{id}/comments": ({ path, body }) => {
      const comment = { id: id(17, 50), at: stamp(world.now), by: world.account.name, by_agent: false, text: body.text };
      reviews.find((one) => one.id === path["id"])?.comments.push(comment);
      return Reply.json(comment, 201);
    },
  };
}
