// Keys that work anywhere in the window.

/** What a key asks for. */
export type Wish = "pause" | "toggle" | "note" | "help" | { go: 0 | 1 | 2 | 3 };

/** The key for what it asks for, as people read it. */
export const KEYS = { pause: "Ctrl+Shift+P", toggle: "Ctrl+Shift+S", note: "N", help: "?" } as const;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"> & { target: unknown };

/** Nothing while someone types, but for what needs Ctrl. */
export function wish(event: Pressed): Wish | null {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.shiftKey && !event.altKey) {
    const key = event.key.toLowerCase();
    return key === "p" ? "pause" : key === "s" ? "toggle" : null;
  }
  if (command || event.altKey || isTyping(event.target)) return null;
  if (event.key === "?") return "help";
  if (event.key === "n" || event.key === "N") return "note";
  const at = ["1", "2", "3", "4"].indexOf(event.key);
  return at < 0 ? null : { go: at as 0 | 1 | 2 | 3 };
}

function isTyping(target: unknown): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input, textarea, select, [contenteditable], [role=listbox], [role=dialog], [role=combobox]") !== null;
}
