// Which screen is shown, kept in the address's hash: `#/notice/<project>?lang=de`.

/** The screens that an address can name. */
export const SCREENS = ["session", "outbox", "data", "settings", "problems", "join", "notice"] as const;
export type ScreenName = (typeof SCREENS)[number];

/** A place in the window. */
export interface Place {
  /** Nothing where the address names no screen: the window chooses one. */
  screen: ScreenName | null;
  /** What follows the screen's name, decoded. */
  rest: string[];
  query: URLSearchParams;
}

export function parse(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [first, ...rest] = path.split("/").filter(Boolean).map(decoded);
  const screen = SCREENS.find((name) => name === first) ?? null;
  return { screen, rest: screen === null ? [] : rest, query: new URLSearchParams(query) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a place. */
export function href(screen: ScreenName, ...rest: string[]): string {
  return `#/${[screen, ...rest].map(encodeURIComponent).join("/")}`;
}

export class Router {
  place: Place = $state.raw(parse(""));

  constructor(private readonly page: Window = window) {
    this.place = parse(page.location.hash);
    page.addEventListener("hashchange", () => (this.place = parse(page.location.hash)));
  }

  go(screen: ScreenName, ...rest: string[]): void {
    this.page.location.hash = href(screen, ...rest);
    this.place = parse(this.page.location.hash);
  }

  /** Goes there without leaving a step back to where the window is now. */
  replace(screen: ScreenName, ...rest: string[]): void {
    this.page.history.replaceState(null, "", href(screen, ...rest));
    this.place = parse(this.page.location.hash);
  }
}
