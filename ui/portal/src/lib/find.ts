// Finding something by a part of its name.

/** Without case, accents and space at the ends: who writes `yildiz` finds Yıldız. */
const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/ı/g, "i")
    .trim();

/** Whether a name, or one of several, holds every word that is looked for. */
export function finds(wanted: string): (...names: string[]) => boolean {
  const words = plain(wanted)
    .split(/\s+/)
    .filter((word) => word !== "");
  return (...names) => {
    const all = names.map(plain);
    return words.every((word) => all.some((name) => name.includes(word)));
  };
}
