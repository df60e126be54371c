// The texts, in the person's language. They are the Fluent files that the engine's other parts share; a page says which of them.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import { Format } from "./format";

const LOCALES: Record<string, string> = { en: "en-GB" };

/** The locale that dates and numbers are written in. */
const localeOf = (lang: string): string => LOCALES[lang] ?? lang;

export type Args = Record<string, FluentVariable>;

/** The texts of a page in every language that there are texts in. */
export class Lexicon {
  /** English first. */
  readonly languages: readonly string[];
  readonly #bundles = new Map<string, FluentBundle>();

  /** Files by their paths, which end in `LANGUAGE/NAME.ftl`. A mistake in a text is thrown where `strict`. */
  constructor(
    private readonly files: Record<string, string>,
    private readonly strict: boolean,
  ) {
    this.languages = [...new Set(Object.keys(files).map((path) => path.split("/").at(-2) ?? ""))].sort(
      (a, b) => Number(b === "en") - Number(a === "en") || a.localeCompare(b),
    );
  }

  #bundle(lang: string): FluentBundle {
    let found = this.#bundles.get(lang);
    if (found === undefined) {
      found = new FluentBundle(localeOf(lang), { useIsolating: false });
      for (const [path, source] of Object.entries(this.files)) {
        if (path.split("/").at(-2) === lang) found.addResource(new FluentResource(source));
      }
      this.#bundles.set(lang, found);
    }
    return found;
  }

  /** A text in a language, or in English where that language lacks it. Throws where nobody has it: a test finds that. */
  text = (lang: string, id: string, args: Args = {}): string => {
    for (const from of [this.#bundle(lang), this.#bundle("en")]) {
      const pattern = from.getMessage(id)?.value;
      if (!pattern) continue;
      const errors: Error[] = [];
      const words = from.formatPattern(pattern, args, errors);
      if (errors.length > 0 && this.strict) throw new Error(`${id}: ${String(errors[0])}`);
      return words;
    }
    if (this.strict) throw new Error(`There is no text called ${id}.`);
    return id;
  };

  /** Whether there is such a text. */
  has = (id: string): boolean => this.#bundle("en").hasMessage(id);

  /** The language among ours that a person's list of languages asks for first. */
  choose = (wanted: readonly string[]): string => {
    for (const tag of wanted) {
      const primary = tag.toLowerCase().split("-")[0] ?? "";
      if (this.languages.includes(primary)) return primary;
    }
    return "en";
  };

  /** What a language calls itself. */
  ownName = (lang: string): string => this.text(lang, "language");
}

export class Words {
  #lang = $state("en");

  /** The text with this id. */
  t = (id: string, args?: Args): string => this.lexicon.text(this.#lang, id, args);

  #format: Format = $derived(new Format(localeOf(this.#lang), this.t));

  constructor(
    readonly lexicon: Lexicon,
    lang: string,
  ) {
    this.lang = lang;
  }

  /** The locale that dates and numbers are written in. */
  get locale(): string {
    return localeOf(this.#lang);
  }

  /** The language as a BCP 47 tag. */
  get lang(): string {
    return this.#lang;
  }

  set lang(lang: string) {
    this.#lang = this.lexicon.choose([lang]);
    if (typeof document !== "undefined") document.documentElement.lang = this.#lang;
  }

  /** Numbers, dates and times as this language writes them. */
  get format(): Format {
    return this.#format;
  }
}
