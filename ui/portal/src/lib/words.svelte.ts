// The texts of the portal.

import { Lexicon } from "@candor/components";

const files = import.meta.glob<string>("../../../../crates/domain/locales/*/{common,pages,portal}.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

export const lexicon = new Lexicon(files, import.meta.env.MODE !== "production");
