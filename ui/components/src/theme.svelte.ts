// Light or dark: as the person chose, and where they chose nothing as the system has it.

export const THEMES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEMES)[number];

const KEY = "candor.theme";

export class Theme {
  #choice: ThemeChoice = $state("system");
  readonly #system = window.matchMedia("(prefers-color-scheme: dark)");

  constructor(choice: string | null = remembered(KEY)) {
    this.#choice = THEMES.find((name) => name === choice) ?? "system";
    this.#system.addEventListener("change", () => this.#apply());
    this.#apply();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set choice(choice: ThemeChoice) {
    this.#choice = choice;
    remember(KEY, choice);
    this.#apply();
  }

  #apply(): void {
    const dark = this.#choice === "dark" || (this.#choice === "system" && this.#system.matches);
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  }
}

/** What the page noted under a name, where it may note anything. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Chosen anew at the next start.
  }
}

/** Notes no more what stood under a name. */
export function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then nothing stood there.
  }
}
