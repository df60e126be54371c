// Timesheets, and what is said about them.

import type { Schemas } from "../lib/api";
import { daysOf } from "../lib/days";
import { Refusal, Reply, type Routes } from "./http";
import { id, stamp } from "./work";
import { agentId, DAY, HABITS, PROJECTS, projectId, type World } from "./world";

export function timesheets(world: World): Routes {
  const at = (day: string) => `${day}T00:00:00.000Z`;
  const reviews: Schemas["Review"][] = world.scene.empty
    ? []
    : [
        { id: id(16, 1), agent: agentId(2), project: projectId(1), from: at("2026-11-16"), to: at("2026-11-18"), state: "approved", by: "Mary Burke", at: stamp(world.now - DAY / 3), comments: [] },
        {
          id: id(16, 2),
          agent: agentId(1),
          project: projectId(0),
          from: at("2026-11-17"),
          to: at("2026-11-18"),
          state: "questioned",
          by: "Jonas Lindqvist",
          at: stamp(world.now - DAY / 4),
          comments: [
            { id: id(17, 1), at: stamp(world.now - DAY / 4), by: "Jonas Lindqvist", by_agent: false, text: "Was the call with the authority for this project, or for the tide tables?" },
            { id: id(17, 2), at: stamp(world.now - DAY / 6), by: "Bogdan Ionescu", by_agent: true, text: "For this one. They asked about sheet 14." },
          ],
        },
      ];
  const verdict = (agent: string, project: string, day: string) => {
    const [from, to] = [Date.parse(at(day)), Date.parse(at(day)) + DAY];
    return reviews.filter((one) => one.agent === agent && (!one.project || one.project === project) && Date.parse(one.from) <= from && Date.parse(one.to) >= to).at(-1)?.state;
  };
  const lines = (client: string, query: URLSearchParams): Schemas["Line"][] => {
    if (!world.has(client)) return [];
    const days = daysOf({ from: query.get("from") ?? "", to: query.get("to") ?? "" });
    return HABITS.flatMap((habit, agent) =>
      habit.projects
        .filter((project) => !query.get("project") || query.get("project") === projectId(project))
        .flatMap((project): Schemas["Line"][] => {
          const worked = days.flatMap((day) => {
            const sessions = world.day(agent, day)?.log.sessions.filter((one) => one.project === projectId(project)) ?? [];
            const worked_ms = sessions.reduce((sum, one) => sum + one.worked_ms, 0);
            const review = verdict(agentId(agent), projectId(project), day);
            return worked_ms === 0 ? [] : [{ day, worked_ms, ...(review ? { review } : {}) }];
          });
          if (worked.length === 0) return [];
          return [{ agent: agentId(agent), name: habit.name, project: projectId(project), project_name: PROJECTS[project] ?? "", days: worked, worked_ms: worked.reduce((sum, one) => sum + one.worked_ms, 0) }];
        }),
    );
  };
  return {
    "GET /clients/{client}/timesheet": ({ path, query }) => ({ from: query.get("from"), to: query.get("to"), zone: query.get("zone") ?? "UTC", items: lines(path["client"] ?? "", query), reviews, truncated: false }),
    "POST /clients/{client}/timesheet/reviews": ({ body }) => {
      if (body.state === "questioned" && !body.comment) throw new Refusal(400, "malformed", "A question needs words.");
      const comments = body.comment ? [{ id: id(17, 9 + reviews.length), at: stamp(world.now), by: world.account.name, by_agent: false, text: body.comment }] : [];
      const review: Schemas["Review"] = { ...body, id: id(16, 3 + reviews.length), by: world.account.name, at: stamp(world.now), comments };
      reviews.push(review);
      return Reply.json(review, 201);
    },
    "POST /clients/{client}/timesheet/reviews/{id}/comments": ({ path, body }) => {
      const comment = { id: id(17, 50), at: stamp(world.now), by: world.account.name, by_agent: false, text: body.text };
      reviews.find((one) => one.id === path["id"])?.comments.push(comment);
      return Reply.json(comment, 201);
    },
  };
}
