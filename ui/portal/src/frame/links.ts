import { iconFolder, iconKey, iconLedger, iconMembers, iconStatistics, iconTeam, iconTimesheet, iconUser, type IconShape } from "@candor/components";

import type { ClientPage } from "../lib/router.svelte";

/** The pages of a client that one goes to, in their order. */
export const LINKS: readonly { page: ClientPage; icon: IconShape }[] = [
  { page: "team", icon: iconTeam },
  { page: "timesheet", icon: iconTimesheet },
  { page: "statistics", icon: iconStatistics },
  { page: "projects", icon: iconFolder },
  { page: "people", icon: iconUser },
  { page: "members", icon: iconMembers },
  { page: "tokens", icon: iconKey },
  { page: "audit", icon: iconLedger },
];
