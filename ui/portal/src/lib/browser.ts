// What a browser calls itself, for people. The header says much that nobody needs, and names of other browsers that it isn't.

/** The first that fits counts: most browsers also name those that they resemble. */
const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(?:A|iOS)?\/(\d+)/, "Edge"],
  [/OPR\/(\d+)/, "Opera"],
  [/SamsungBrowser\/(\d+)/, "Samsung Internet"],
  [/(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/(?:Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/Version\/(\d+)[\d.]* .*Safari\//, "Safari"],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/Windows/, "Windows"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux/, "Linux"],
];

/** Such as “Firefox 146, Windows”; as it is where it names no browser that is known. */
export function browserName(said: string): string {
  for (const [pattern, name] of BROWSERS) {
    const version = pattern.exec(said)?.[1];
    if (version === undefined) continue;
    const system = SYSTEMS.find(([pattern]) => pattern.test(said))?.[1];
    return `${name} ${version}${system === undefined ? "" : `, ${system}`}`;
  }
  return said;
}
