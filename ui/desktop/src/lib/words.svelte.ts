// The texts of the desktop's window.

import { type Args, Lexicon, Words as AnyWords } from "@candor/components";

const files = import.meta.glob<string>("../../../../crates/domain/locales/*/{common,pages,app}.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

const lexicon = new Lexicon(files, import.meta.env.MODE !== "production");

/** The languages there are texts in, English first. */
export const LANGUAGES = lexicon.languages;

export const { text, has, choose, ownName } = lexicon;

export type { Args };

export class Words extends AnyWords {
  constructor(lang: string) {
    super(lexicon, lang);
  }

  /** Keys such as "Ctrl+Shift+P" as keyboards of this language name them. */
  keys(keys: string): string {
    const name = (key: string) => (has(`key-${key.toLowerCase()}`) ? this.t(`key-${key.toLowerCase()}`) : key);
    return keys.split("+").map(name).join("+");
  }
}
