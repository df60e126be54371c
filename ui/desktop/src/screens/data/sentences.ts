// Entries of a ledger as plain sentences, and what a receipt says.

import type { LedgerLine } from "@candor/ipc";

import type { Words } from "../../lib/words.svelte";

const KINDS = ["enrolled", "notice_shown", "decision", "session", "records", "deletion", "redaction", "wipe"];

/** What an entry says. One of a kind that this version doesn't know is named, not left out. */
export function sentence(line: LedgerLine, { t }: Words): string {
  const project = line.project ?? "";
  const category = line.category ? t(`category-${line.category}`) : "";
  const count = line.items ?? 0;
  switch (KINDS.includes(line.kind) ? line.kind : "") {
    case "enrolled":
      return t("entry-enrolled");
    case "notice_shown":
      return t("entry-notice", { project });
    case "decision":
      return t(`entry-${line.decision ?? "declined"}`, { category, project });
    case "session":
      return line.reason && line.reason !== "agent"
        ? t(`entry-${line.event ?? "stopped"}-because`, { project, reason: t(`reason-${line.reason}`) })
        : t(`entry-${line.event ?? "stopped"}`, { project });
    case "records":
      return t("entry-records", { count });
    case "deletion":
      return t(line.reason === "withdrawn" ? "entry-deletion-withdrawn" : "entry-deletion", { count, category, project });
    case "redaction":
      return t("entry-redaction", { project });
    case "wipe":
      return t("entry-wipe");
    default:
      return t("entry-unknown", { kind: line.kind });
  }
}

/** What can be read out of a receipt; nothing where it isn't of the known form. */
export interface ReceiptFacts {
  client: string | null;
  purpose: string | null;
  recipients: string[];
  location: string | null;
  days: number | null;
}

type Json = { [key: string]: unknown };
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** Everything that stands under a name, however deep. */
function* under(value: unknown, name: string): Generator<unknown> {
  if (Array.isArray(value)) for (const one of value) yield* under(one, name);
  else if (isJson(value)) {
    for (const [key, one] of Object.entries(value)) {
      if (key === name) yield one;
      yield* under(one, name);
    }
  }
}

function titles(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(titles);
  return isJson(value) && typeof value["dct:title"] === "string" ? [value["dct:title"]] : [];
}

export function facts(receipt: unknown): ReceiptFacts {
  const first = (name: string) => [...under(receipt, name)].flatMap(titles)[0] ?? null;
  const duration = [...under(receipt, "dpv:hasDuration")].map((value) => /^P(\d+)D$/.exec(String(isJson(value) ? value["@value"] : value))?.[1]).find(Boolean);
  const controller = first("dpv:hasDataController");
  return {
    client: controller?.startsWith("urn:") ? null : controller,
    purpose: first("dpv:hasPurpose"),
    recipients: [...under(receipt, "dpv:hasRecipient")].flatMap(titles).filter((name) => !name.startsWith("urn:") && !name.startsWith("_:")),
    location: first("dpv:hasLocation"),
    days: duration === undefined ? null : Number(duration),
  };
}
