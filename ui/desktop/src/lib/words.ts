// What the window says, in one place. Words of the charter.

import type { CategoryName, CategoryView, StateView } from "@candor/ipc";

export const categoryNames: Record<CategoryName, string> = {
  activity_counts: "Activity counts",
  screenshots: "Screenshots",
  webcam_stills: "Webcam stills",
  work_notes: "Work notes",
};

export const stateTitles: Record<StateView, string> = {
  idle: "Nothing is recorded",
  running: "Recording",
  paused: "Paused",
};

const stateDetails: Record<StateView, string> = {
  idle: "No session is running. Only you start one.",
  running: "What you granted is recorded, and waits for your review before it is sent.",
  paused: "Nothing is recorded until you resume.",
};

/** Why a session is paused, where it wasn't the agent who paused it. */
const reasons: Record<string, string> = {
  idle: "No activity was counted for a while.",
  screen_locked: "The screen was locked.",
  suspended: "The machine went to sleep.",
  working_hours: "It is outside of the project's working hours.",
  indicator_lost: "The pill could not be shown.",
  sensor_lost: "The sensor process ended.",
  storage_full: "No room was left on the disk.",
  consent_missing: "A required category is no longer granted.",
  crash: "Candor ended unexpectedly.",
};

/** What a state means for the agent, with the reason first where there is one. */
export function stateDetail(state: StateView, reason: string | null): string {
  const why = reason === null ? undefined : reasons[reason];
  return why === undefined ? stateDetails[state] : `${why} ${stateDetails[state]}`;
}

/** A stretch of time as hours, minutes and seconds: `1:24:12`. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** How long ago `then` was, as a person would say it. */
export function ago(then: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(then)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(then).toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" });
}

/** What to say beside a category. */
export function categoryDetail(view: CategoryView, now: number): string {
  if (view.last_verified === null) return view.captured ? "On, nothing captured yet" : "Off";
  const verified = `verified ${ago(view.last_verified, now)}`;
  return view.captured ? `On, ${verified}` : `Off, ${verified}`;
}

export const count = new Intl.NumberFormat("en");
