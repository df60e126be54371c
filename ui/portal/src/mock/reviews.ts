// What was said about time.

import type { Schemas } from "../lib/api";
import { id, stamp } from "./work";

/** A review with all that was said about it. */
export type Said = Omit<Schemas["Review"], "comments_count">;

/** As many comments come with a review. */
const TOLD = 10;
/** A review as the server tells it: with the last comments, and how many there are. */
export const told = (review: Said): Schemas["Review"] => ({ ...review, comments: review.comments.slice(-TOLD), comments_count: review.comments.length });
/** What was said before a comment, the newest first. */
export const before = (review: Said, cursor: string | null): Schemas["Comments"] => {
  const at = review.comments.findIndex(({ id }) => id === cursor);
  return { items: review.comments.slice(0, at < 0 ? undefined : at).toReversed() };
};

const DAY = 86_400_000;
const at = (day: string) => `${day}T00:00:00.000Z`;

/** What was said until now, the newest first. */
export function said(now: number, agent: (at: number) => string, project: (at: number) => string): Said[] {
  const ago = (days: number) => stamp(now - DAY * days);
  const mary = { by: "Mary Burke", at: ago(1 / 3) };
  const jonas = { by: "Jonas Lindqvist", at: ago(1 / 4) };
  return [
    {
      id: id(16, 4),
      agent: agent(0),
      project: project(0),
      from: at("2026-11-16"),
      to: at("2026-11-17"),
      state: "questioned",
      ...jonas,
      comments: [{ id: id(17, 4), ...jonas, by_agent: false, text: "The afternoon is long. Was the second half for the legend, or for something else?" }],
    },
    {
      id: id(16, 2),
      agent: agent(1),
      project: project(0),
      from: at("2026-11-17"),
      to: at("2026-11-18"),
      state: "questioned",
      ...jonas,
      comments: [
        { id: id(17, 1), ...jonas, by_agent: false, text: "Was the call with the authority for this project, or for the tide tables?" },
        { id: id(17, 2), at: ago(1 / 6), by: "Bogdan Ionescu", by_agent: true, text: "For this one. They asked about sheet 14." },
      ],
    },
    {
      id: id(16, 3),
      agent: agent(0),
      project: project(0),
      from: at("2026-11-17"),
      to: at("2026-11-18"),
      state: "adjusted",
      adjustment: { day: "2026-11-17", minutes: 30, reason: "The call with the authority, by phone and away from the desk.", ...mary },
      ...mary,
      comments: [],
    },
    { id: id(16, 1), agent: agent(2), project: project(1), from: at("2026-11-16"), to: at("2026-11-18"), state: "approved", ...mary, comments: [] },
    { id: id(16, 5), agent: agent(0), project: project(0), from: at("2026-11-09"), to: at("2026-11-16"), state: "approved", by: "Mary Burke", at: ago(2), comments: [] },
  ];
}
