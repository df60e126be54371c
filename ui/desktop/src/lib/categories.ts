import type { Category } from "@candor/ipc";

/** The four kinds of Work Information, in the order in which people read of them. */
export const CATEGORIES: readonly Category[] = ["activity_counts", "screenshots", "webcam_stills", "work_notes"];
