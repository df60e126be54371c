// The texts, in the person's language. They are the Fluent files that the engine's other parts share.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import { Format } from "./format";

const files = import.meta.glob<string>("../../../../crates/domain/locales/*/{common,app}.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The text of one file of one language; empty where there is none. */
const file = (lang: string, name: string) => files[`../../../../crates/domain/locales/${lang}/${name}.ftl`] ?? "";

/** The languages there are texts in, English first. */
export const LANGUAGES: readonly string[] = Object.keys(files)
  .filter((path) => path.endsWith("/app.ftl"))
  .map((path) => path.split("/").at(-2) ?? "")
  .sort((a, b) => Number(b === "en") - Number(a === "en") || a.localeCompare(b));

const LOCALES: Record<string, string> = { en: "en-GB" };

const bundles = new Map<string, FluentBundle>();

function bundle(lang: string): FluentBundle {
  let found = bundles.get(lang);
  if (found === undefined) {
    found = new FluentBundle(LOCALES[lang] ?? lang, { useIsolating: false });
    for (const name of ["common", "app"]) found.addResource(new FluentResource(file(lang, name)));
    bundles.set(lang, found);
  }
  return found;
}

export type Args = Record<string, FluentVariable>;

/** A text in a language, or in English where that language lacks it. Throws where nobody has it: a test finds that. */
export function text(lang: string, id: string, args: Args = {}): string {
  for (const from of [bundle(lang), bundle("en")]) {
    const pattern = from.getMessage(id)?.value;
    if (!pattern) continue;
    const errors: Error[] = [];
    const words = from.formatPattern(pattern, args, errors);
    if (errors.length > 0 && import.meta.env.MODE !== "production") throw new Error(`${id}: ${String(errors[0])}`);
    return words;
  }
  if (import.meta.env.MODE !== "production") throw new Error(`There is no text called ${id}.`);
  return id;
}

/** Whether there is such a text. */
export const has = (id: string): boolean => bundle("en").hasMessage(id);

/** The language among ours that a person's list of languages asks for first. */
export function choose(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split("-")[0] ?? "";
    if (LANGUAGES.includes(primary)) return primary;
  }
  return "en";
}

/** What a language calls itself. */
export const ownName = (lang: string): string => text(lang, "language");

export class Words {
  #lang = $state("en");

  /** The text with this id. */
  t = (id: string, args?: Args): string => text(this.#lang, id, args);

  #format: Format = $derived(new Format(LOCALES[this.#lang] ?? this.#lang, this.t));

  constructor(lang: string) {
    this.lang = lang;
  }

  /** The locale that dates and numbers are written in. */
  get locale(): string {
    return LOCALES[this.#lang] ?? this.#lang;
  }

  /** The language as a BCP 47 tag. */
  get lang(): string {
    return this.#lang;
  }

  set lang(lang: string) {
    this.#lang = choose([lang]);
    if (typeof document !== "undefined") document.documentElement.lang = this.#lang;
  }

  /** Numbers, dates and times as this language writes them. */
  get format(): Format {
    return this.#format;
  }
}
