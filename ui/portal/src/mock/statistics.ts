// What the made-up team's work comes to.

import type { Schemas } from "../lib/api";
import { daysOf } from "../lib/days";
import type { Routes } from "./http";
import { type World } from "./world";

const CATEGORIES = ["activity_counts", "screenshots", "webcam_stills", "work_notes"] as const;
const HOUR_OF_SAMPLES = 60;

export function statistics(world: World): Routes {
  const told = (client: string, query: URLSearchParams): Schemas["Statistics"] => {
    const days = daysOf({ from: query.get("from") ?? "", to: query.get("to") ?? "" });
    const project = query.get("project");
    const agents = new Set<number>();
    const hours = [0, 0, 0, 0, 0];
    const sums = CATEGORIES.map((category) => ({ category, granted_ms: 0, received: 0, gaps: 0 }));
    const worked = days.map((day): Schemas["DayWorked"] => {
      const one = { day, worked_ms: 0, agents: 0 };
      world.habits.forEach((habit, agent) => {
        const log = world.has(client) ? world.day(agent, day)?.log : undefined;
        const sessions = log?.sessions.filter((session) => !project || session.project === project) ?? [];
        const ms = sessions.reduce((sum, session) => sum + session.worked_ms, 0);
        if (!log || ms === 0) return;
        agents.add(agent);
        one.worked_ms += ms;
        one.agents += 1;
        for (let at = 0; at + HOUR_OF_SAMPLES <= log.samples.length; at += HOUR_OF_SAMPLES) {
          const active = log.samples.slice(at, at + HOUR_OF_SAMPLES).reduce((sum, sample) => sum + sample.active_s, 0);
          const step = Math.min(4, Math.floor((active / 3600) * 5));
          hours[step] = (hours[step] ?? 0) + 1;
        }
        const granted = { activity_counts: true, screenshots: habit.screenshots, webcam_stills: habit.webcam, work_notes: true };
        const captures = (wanted: string) => log.captures.filter(({ category }) => category === wanted).length;
        const received = { activity_counts: log.samples.length, screenshots: captures("screenshots"), webcam_stills: captures("webcam_stills"), work_notes: log.notes.length };
        for (const sum of sums) {
          if (granted[sum.category]) sum.granted_ms += ms;
          sum.received += received[sum.category];
          sum.gaps += log.gaps.filter(({ category }) => category === sum.category).length;
        }
      });
      return one;
    });
    const whole = worked.reduce((sum, one) => sum + one.worked_ms, 0);
    return {
      from: days[0] ?? "",
      to: days.at(-1) ?? "",
      zone: query.get("zone") ?? "UTC",
      agents: agents.size,
      days: worked,
      coverage: sums.map((sum) => ({ ...sum, granted: whole > 0 ? sum.granted_ms / whole : null })),
      activity: agents.size < 5 ? { withheld: "group_too_small" } : { hours },
      truncated: false,
    };
  };
  return { "GET /clients/{client}/statistics": ({ path, query }) => told(path["client"] ?? "", query) };
}
