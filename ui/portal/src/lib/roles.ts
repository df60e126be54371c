// What each role sees, so that nobody is led to a page that the server refuses. The server decides all the same.

import type { Schemas } from "./api";
import type { PageName } from "./router.svelte";

export type Role = Schemas["Role"];

const ALL: readonly PageName[] = ["team", "agents", "timesheet", "statistics", "projects", "people"];
const PAGES: Record<Role, readonly PageName[]> = {
  owner: [...ALL, "members", "tokens", "audit"],
  auditor: [...ALL, "members", "audit"],
  reviewer: ALL,
};

/** Whether a member of this role has a page. */
export const may = (role: Role, page: PageName): boolean => PAGES[role].includes(page);

/** Whether a member of this role changes who and what there is. */
export const manages = (role: Role | undefined): boolean => role === "owner";

/** Whether a member of this role approves and questions time. */
export const reviews = (role: Role | undefined): boolean => role === "owner" || role === "reviewer";
