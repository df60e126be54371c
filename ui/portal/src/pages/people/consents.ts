// What stands about consent in the ledgers, as a table: a row for a project on a device, a cell for each kind of data.

import type { Schemas } from "../../lib/api";

export const CATEGORIES = ["activity_counts", "screenshots", "webcam_stills", "work_notes"] as const satisfies readonly Schemas["Category"][];
const DECISIONS = ["granted", "declined", "withdrawn"] as const;
export type Decision = (typeof DECISIONS)[number] | "none";

export interface Cell {
  category: Schemas["Category"];
  decision: Decision;
  at: string | null;
  version: number | null;
  /** Whether the newest version asks no more than what was decided on. */
  current: boolean;
}

export interface MatrixRow {
  project: string;
  device: string;
  cells: Cell[];
}

export function matrix(consents: readonly Schemas["Consent"][]): MatrixRow[] {
  const rows = new Map<string, MatrixRow>();
  for (const one of consents) {
    const key = `${one.project}/${one.device}`;
    const row = rows.get(key) ?? { project: one.project, device: one.device, cells: [] };
    rows.set(key, row);
    row.cells.push({
      category: one.category,
      decision: DECISIONS.find((known) => known === one.decision) ?? "none",
      at: one.at ?? null,
      version: one.policy_version ?? null,
      current: one.current,
    });
  }
  for (const row of rows.values()) row.cells.sort((a, b) => CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category));
  return [...rows.values()];
}
