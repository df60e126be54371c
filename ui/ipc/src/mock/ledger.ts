// The ledger of one made-up enrolment: what was read, decided, recorded and deleted, each entry with its hash.

import type { Category, Client, Decision, DeviceId, LedgerLine, LedgerPage, Policy, Project, ProjectId, Sha256Hash } from "../generated.ts";
import { sha256 } from "./bytes.ts";
import { stamp } from "./time.ts";

/** A notice that was shown. */
export interface Shown {
  version: number;
  lang: string;
}

/** The decision in force. */
export interface Decided {
  decision: Decision;
  at: number;
  notice: Sha256Hash;
  version: number;
  receipt: Sha256Hash;
}

type Entry = Omit<LedgerLine, "seq" | "at" | "sha256">;

const STATUS = { granted: "dpv:ConsentGiven", declined: "dpv:ConsentRefused", withdrawn: "dpv:ConsentWithdrawn" } as const;

export class Ledger {
  readonly lines: LedgerLine[] = [];
  /** Entries that the server cosigned. */
  cosigned = 0;
  readonly receipts = new Map<Sha256Hash, string>();
  readonly shown = new Map<Sha256Hash, Shown>();
  /** The notice shown last, by project. */
  readonly last = new Map<ProjectId, Sha256Hash>();
  private readonly decided = new Map<string, Decided>();
  /** How many decisions there are. */
  decisions = 0;

  constructor(readonly device: DeviceId) {}

  append(at: number, entry: Entry): LedgerLine {
    const line = { seq: this.lines.length, at: stamp(at), ...entry };
    const before = this.lines.at(-1)?.sha256 ?? "";
    const hashed = { ...line, sha256: sha256(`${before}${this.device}${JSON.stringify(line)}`) };
    this.lines.push(hashed);
    return hashed;
  }

  decision(project: ProjectId, category: Category): Decided | undefined {
    return this.decided.get(`${project} ${category}`);
  }

  /** Every project and category that is granted. */
  granted(): { project: ProjectId; category: Category }[] {
    return [...this.decided]
      .filter(([, { decision }]) => decision === "granted")
      .map(([key]) => {
        const [project = "", category = ""] = key.split(" ");
        return { project, category: category as Category };
      });
  }

  notice(at: number, project: Project, version: number, lang: string, notice: Sha256Hash): void {
    this.shown.set(notice, { version, lang });
    this.last.set(project.id, notice);
    this.append(at, { kind: "notice_shown", project: project.name, notice, channel: "app" });
  }

  decide(at: number, project: Project, policy: Policy, category: Category, decision: Decision, notice: Sha256Hash): void {
    this.decisions += 1;
    const before = this.decision(project.id, category);
    const text = this.receiptText(at, project, policy, category, decision, notice, before);
    const receipt = sha256(text);
    this.receipts.set(receipt, text);
    this.append(at, { kind: "decision", project: project.name, category, decision, channel: "app", notice, receipt });
    this.decided.set(`${project.id} ${category}`, { decision, at, notice, version: policy.version, receipt });
  }

  page(before: number | null, limit: number): LedgerPage {
    const end = Math.min(before ?? this.lines.length, this.lines.length);
    const entries = this.lines.slice(Math.max(0, end - limit), end).reverse();
    return { device: this.device, size: this.lines.length, cosigned: this.cosigned, entries };
  }

  private receiptText(
    at: number,
    project: Project,
    policy: Policy,
    category: Category,
    decision: Decision,
    notice: Sha256Hash,
    before: Decided | undefined,
  ): string {
    const terms = policy.categories[category];
    const id = `urn:uuid:${sha256(`${this.device}${at}${project.id}${category}`).slice(0, 8)}-0000-7000-8000-${this.device.slice(-12)}`;
    const client: Client = project.client;
    const document = {
      "@context": { "@version": 1.1, dpv: "https://w3id.org/dpv#", dct: "http://purl.org/dc/terms/", candor: "https://candor.example/ns#" },
      "@id": id,
      "@type": "dpv:ConsentReceipt",
      "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#receipt",
      "dct:created": stamp(at),
      "dct:publisher": `urn:uuid:${client.id}`,
      ...(before && { "dct:replaces": `urn:sha256:${before.receipt}` }),
      "dpv:hasRecordOfActivity": {
        "@id": `${id}#record`,
        "@type": "dpv:ConsentRecord",
        "dpv:hasDataController": { "@id": `urn:uuid:${client.id}`, "dct:title": client.name, "dpv:hasContact": client.contact },
        "dpv:hasDataProcessor": { "@id": "_:operator", "dct:title": client.operator },
        "dpv:hasNotice": {
          "@id": `urn:sha256:${notice}`,
          "@type": "dpv:ConsentNotice",
          "dct:language": this.shown.get(notice)?.lang ?? "en",
          "candor:policyVersion": policy.version,
        },
        "dpv:hasProcess": {
          "@type": "dpv:Process",
          "dpv:hasPersonalData": `candor:${category}`,
          "dpv:hasPurpose": { "dct:title": terms?.purpose ?? "" },
          "dpv:hasRecipient": terms?.recipients ?? [],
          "dpv:hasStorageCondition": { "dpv:hasDuration": `P${terms?.retention_days ?? 0}D`, "dpv:hasLocation": terms?.location ?? "" },
          "candor:project": { "@id": `urn:uuid:${project.id}`, "dct:title": project.name },
        },
        "dpv:hasConsentStatus": { "@type": STATUS[decision], "dct:date": stamp(at), "dpv:isIndicatedBy": "the agent, in the app" },
      },
    };
    return JSON.stringify(document);
  }
}
