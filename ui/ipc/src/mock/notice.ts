// The notice as the engine renders it: the same words from the same Fluent files, on the same page.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import type { Category, Change, Policy, Project, ShownNotice, Terms } from "../generated.ts";
import { sha256 } from "./bytes.ts";
import { CATEGORIES } from "./content.ts";

const FILES = import.meta.glob<string>("../../../../crates/domain/locales/*/{common,notice}.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

const bundles = new Map<string, FluentBundle>();

for (const [path, text] of Object.entries(FILES)) {
  const lang = path.split("/").at(-2) ?? "en";
  const bundle = bundles.get(lang) ?? new FluentBundle(lang, { useIsolating: false });
  bundle.addResource(new FluentResource(text));
  bundles.set(lang, bundle);
}

/** The languages that have a whole notice, as BCP 47 tags. */
export const LANGUAGES = [...bundles].filter(([, bundle]) => bundle.hasMessage("title")).map(([lang]) => lang).sort();

type Args = Record<string, FluentVariable>;

/** A page of at most 78 columns; only titles and headings start at its left margin. */
class Page {
  private readonly lines: string[] = [];

  underlined(text: string, by: string): void {
    if (this.lines.length > 0) this.lines.push("");
    this.lines.push(text, by.repeat(text.length));
  }

  /** Text in lines that start with `first` and go on with `rest`. */
  wrap(text: string, first: string, rest: string): void {
    let line = first;
    let empty = true;
    for (const word of text.split(/\s+/)) {
      if (!empty && line.length + 1 + word.length > 78) {
        this.lines.push(line);
        [line, empty] = [rest, true];
      }
      line += empty ? word : ` ${word}`;
      empty = false;
    }
    this.lines.push(line);
  }

  label(text: string): void {
    this.lines.push("");
    this.wrap(text, "  ", "  ");
  }

  text(text: string): void {
    this.wrap(text, "      ", "      ");
  }

  point(text: string): void {
    this.wrap(text, "  * ", "    ");
  }

  verbatim(...lines: string[]): void {
    this.lines.push(...lines.map((line) => `        ${line}`));
  }

  finish(): string {
    return `${this.lines.join("\n")}\n`;
  }
}

class Writer {
  private readonly page = new Page();

  constructor(
    private readonly bundle: FluentBundle,
    private readonly project: Project,
    private readonly policy: Policy,
  ) {}

  private say(id: string, args: Args = {}): string {
    const pattern = this.bundle.getMessage(id)?.value;
    if (pattern == null) throw new Error(`There is no message ${id}.`);
    const { name, operator, contact, address } = this.project.client;
    return this.bundle.formatPattern(pattern, { client: name, operator, contact, address, ...args });
  }

  private quoted(words: string): void {
    this.page.wrap(`“${words}”`, "      - ", "        ");
  }

  private heading(id: string, category: Category): string {
    const requirement = this.say(`requirement-${this.policy.categories[category]?.requirement ?? "off"}`);
    return this.say(id, { category: this.say(`category-${category}`), requirement });
  }

  render(): string {
    const { page, policy, project } = this;
    page.underlined(this.say("title"), "=");
    page.label(this.say("intro"));
    page.label(this.say("project"));
    page.text(project.name);
    page.label(this.say("ordered-by"));
    page.text(this.say("ordered-by-text"));
    page.text(this.say("ordered-by-law", { jurisdiction: project.client.jurisdiction }));
    page.text(this.say("ordered-by-contact"));
    page.text(this.say("ordered-by-address"));
    page.label(this.say("operator"));
    page.text(this.say("operator-text"));
    page.label(this.say("policy"));
    const [year, month, day] = policy.published_at.slice(0, 10).split("-").map(String);
    const date = this.say("date", { year: year ?? "", month: Number(month), day: Number(day) });
    page.text(this.say("policy-text", { version: policy.version, date, project: project.id }));
    page.underlined(this.say("short"), "-");
    for (const category of CATEGORIES) page.point(this.heading("short-line", category));
    page.underlined(this.say("never"), "-");
    for (const category of CATEGORIES) {
      if (!policy.categories[category]) page.point(this.say("never-category", { category: this.say(`category-${category}`) }));
    }
    const elsewhere = policy.categories.screenshots ? "never-shown" : "never-elsewhere";
    for (const what of ["never-keys", "never-clipboard", "never-sound", elsewhere, "never-inferred", "never-paused", "never-hidden"]) {
      page.point(this.say(what));
    }
    for (const category of CATEGORIES) {
      const terms = policy.categories[category];
      if (terms) this.category(category, terms);
    }
    page.underlined(this.say("control"), "-");
    page.point(this.say("control-pause"));
    page.point(this.say("control-review", { minutes: policy.review_minutes }));
    page.point(this.say("control-grace", { hours: policy.grace_hours }));
    for (const what of ["control-time", "control-person", "control-change"]) page.point(this.say(what));
    page.underlined(this.say("rights"), "-");
    page.point(this.say("rights-text"));
    page.point(this.say("rights-complain", { authority: project.client.authority }));
    page.point(this.say("rights-proof"));
    return page.finish();
  }

  private category(category: Category, terms: Terms): void {
    const { page } = this;
    page.underlined(this.heading("heading", category), "-");
    page.label(this.say("what"));
    page.text(this.say(`what-${category}`, { kilobytes: Math.ceil(terms.max_bytes / 1000) }));
    page.label(this.say("sample"));
    page.text(this.say(`sample-${category}`, { minutes: this.policy.review_minutes }));
    page.label(this.say("often"));
    page.text(this.say(`often-${category}`, { count: terms.per_hour }));
    page.label(this.say("why"));
    page.text(terms.purpose === "" ? this.say("unsaid") : this.say("quote", { text: terms.purpose }));
    page.label(this.say("basis"));
    page.text(this.say(`basis-${terms.lawful_basis}`));
    page.label(this.say("seen"));
    page.text(this.say("seen-text"));
    for (const recipient of terms.recipients) this.quoted(recipient);
    page.text(this.say("seen-others"));
    if (category === "screenshots" || category === "webcam_stills") page.text(this.say("seen-looks"));
    page.label(this.say("kept"));
    page.text(this.say("kept-text"));
    this.quoted(terms.location);
    page.text(this.say("kept-long", { days: terms.retention_days }));
    page.label(this.say("declining"));
    if (terms.requirement === "required") {
      page.text(terms.declining === "" ? this.say("declining-required-unsaid") : this.say("declining-required", { text: terms.declining }));
    } else {
      page.text(this.say("declining-optional"));
      if (terms.declining !== "") page.text(this.say("quote", { text: terms.declining }));
    }
    page.label(this.say("withdrawing"));
    page.text(this.say("withdrawing-text"));
    page.verbatim(`candor consent withdraw ${category} \\`, `  --project ${this.project.id}`);
    page.text(this.say("withdrawing-then"));
    if (terms.requirement === "required") page.text(this.say("withdrawing-required"));
  }
}

/** The language that a wish for one comes to. */
export function chosen(wanted: string): string {
  const primary = wanted.split(/[-_]/)[0] ?? wanted;
  return [wanted, primary, "en"].find((lang) => LANGUAGES.includes(lang)) ?? "en";
}

type Notice = Pick<ShownNotice, "project" | "policy_version" | "lang" | "text" | "sha256">;

/** The notice of a policy in a language, or else in English. */
export function render(project: Project, policy: Policy, wanted: string): Notice {
  const lang = chosen(wanted);
  const bundle = bundles.get(lang);
  if (bundle === undefined) throw new Error("There are no texts.");
  const text = new Writer(bundle, project, policy).render();
  return { project: project.id, policy_version: policy.version, lang, text, sha256: sha256(text) };
}

/** What a later policy changes, in words. English only: the engine has them in each language. */
export function changes(before: Policy, after: Policy): Change[] {
  const found: Change[] = [];
  for (const category of CATEGORIES) {
    const [was, is] = [before.categories[category], after.categories[category]];
    if (!was || !is) continue;
    if (is.per_hour !== was.per_hour) {
      const text = `At most ${is.per_hour} an hour; it was ${was.per_hour}.`;
      found.push({ category, text, wider: is.per_hour > was.per_hour });
    }
    const added = is.recipients.filter((recipient) => !was.recipients.includes(recipient));
    for (const recipient of added) found.push({ category, text: `“${recipient}” may now see it too.`, wider: true });
    if (is.retention_days !== was.retention_days) {
      const text = `The client keeps it for ${is.retention_days} days; it was ${was.retention_days}.`;
      found.push({ category, text, wider: is.retention_days > was.retention_days });
    }
  }
  return found;
}
