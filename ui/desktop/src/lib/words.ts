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

export const stateDetails: Record<StateView, string> = {
  idle: "No session is running. Only you start one.",
  running: "What you granted is recorded, and waits for your review before it is sent.",
  paused: "Nothing is recorded until you resume.",
};

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
  const verified = `last verified ${ago(view.last_verified, now)}`;
  return view.captured ? `On, ${verified}` : `Off, ${verified}`;
}

export const count = new Intl.NumberFormat("en");
