// Shortcuts as the engine writes them, such as `Ctrl+Alt+P`, from what was pressed. What it takes stands in crates/capture/src/shortcut.rs.

type Pressed = Pick<KeyboardEvent, "code" | "key" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">;

/** A shortcut, or why what was pressed is none: the key isn't one of those that may be, or nothing is held with it. */
export type Read = { shortcut: string } | { why: "key" | "modifier" };

const MODIFIERS = ["Control", "Alt", "AltGraph", "Shift", "Meta", "Super", "Hyper", "OS", "CapsLock", "NumLock", "Fn"];

/** The key as it is labelled; where something held makes it another sign, as on the usual keyboard. */
function keyOf({ code, key }: Pressed): string | null {
  if (code.startsWith("Numpad")) return null;
  if (/^(?:[a-z\d]|F(?:[1-9]|1\d|2[0-4]))$/i.test(key)) return key.toUpperCase();
  // Where the label is a letter of its own, such as Ä, that is the key, and none that may be.
  if (/^\p{L}$/u.test(key)) return null;
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  return letter ?? digit ?? null;
}

/** What was pressed; nothing while only modifiers are. */
export function read(event: Pressed): Read | null {
  if (MODIFIERS.includes(event.key)) return null;
  const key = keyOf(event);
  if (key === null) return { why: "key" };
  if (!event.ctrlKey && !event.altKey && !event.metaKey) return { why: "modifier" };
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", event.metaKey && "Super"];
  return { shortcut: [...held.filter((name) => name !== false), key].join("+") };
}
