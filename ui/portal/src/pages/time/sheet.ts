// What a timesheet's cells stand for.

import type { Schemas } from "../../lib/api";
import { shifted } from "../../lib/days";

/** Days of an agent's time on a project, both ends in it. */
export interface Stretch {
  line: Schemas["Line"];
  from: string;
  to: string;
}

/** Hours and minutes: `7:05`. */
export function clock(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Minutes that were added or taken off: `+0:30`, `−1:05`. */
export const signed = (minutes: number): string => `${minutes < 0 ? "−" : "+"}${clock(Math.abs(minutes) * 60_000)}`;

/** What was added or taken off on a day in all; nothing where nothing was. */
export const byHand = ({ adjustments = [] }: Pick<Schemas["Worked"], "adjustments">): number | null =>
  adjustments.length === 0 ? null : adjustments.reduce((sum, { minutes }) => sum + minutes, 0);

/** The instants that days begin and end at, in the browser's zone: that which the timesheet is asked for in. */
export const instants = ({ from, to }: Pick<Stretch, "from" | "to">): { from: string; to: string } => ({
  from: new Date(`${from}T00:00:00`).toISOString(),
  to: new Date(`${shifted(to, 1)}T00:00:00`).toISOString(),
});

/** What was said about a time that touches a stretch, the newest first. */
export function about(reviews: readonly Schemas["Review"][], stretch: Stretch): Schemas["Review"][] {
  const { from, to } = instants(stretch);
  const touches = (review: Schemas["Review"]) =>
    review.agent === stretch.line.agent && (!review.project || review.project === stretch.line.project) && Date.parse(review.from) < Date.parse(to) && Date.parse(review.to) > Date.parse(from);
  return reviews.filter(touches).sort((a, b) => b.at.localeCompare(a.at));
}
