// A notice's text, unfolded: its lines are folded at 78 columns, which few windows here are wide enough for. Every word stays.

export interface Block {
  /** Columns that it is set in. */
  indent: number;
  text: string;
  heading: boolean;
}

const isRule = (line: string): boolean => /^(=+|-+)$/.test(line);
const indentOf = (line: string): number => line.length - line.trimStart().length;
const isPoint = (line: string): boolean => /^\s*[*-] /.test(line);

/** A short line ends a paragraph: the next word would have had room on it. */
const WIDTH = 78;

export function unfolded(text: string): Block[] {
  const blocks: Block[] = [];
  let before = "";
  for (const line of text.split("\n")) {
    const last = blocks.at(-1);
    const room = WIDTH - before.length - 1 - (line.trim().split(" ")[0] ?? "").length;
    if (isRule(line) && last && before !== "") last.heading = true;
    else if (line !== "" && before !== "" && !isRule(before) && last && !isPoint(line) && room < 0 && indentOf(line) - last.indent <= 2) last.text += ` ${line.trim()}`;
    else if (line !== "") blocks.push({ indent: indentOf(line), text: line.trim(), heading: false });
    before = line;
  }
  return blocks;
}
