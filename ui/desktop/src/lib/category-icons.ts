import { iconCounts, iconNote, iconScreenshot, iconWebcam, type IconShape } from "@candor/components";
import type { Category } from "@candor/ipc";

/** What stands for each kind of Work Information. */
export const CATEGORY_ICONS: Record<Category, IconShape> = {
  activity_counts: iconCounts,
  screenshots: iconScreenshot,
  webcam_stills: iconWebcam,
  work_notes: iconNote,
};
