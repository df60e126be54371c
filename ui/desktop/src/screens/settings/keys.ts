// Shortcuts as the engine writes them, such as `Ctrl+Alt+P`, from what was pressed.

type Pressed = Pick<KeyboardEvent, "code" | "key" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">;

const NAMED: Record<string, string> = {
  Space: "Space", Pause: "Pause", ScrollLock: "ScrollLock", Insert: "Insert", Home: "Home", End: "End",
  PageUp: "PageUp", PageDown: "PageDown", ArrowUp: "Up", ArrowDown: "Down", ArrowLeft: "Left", ArrowRight: "Right",
};

/** The key without modifiers; nothing for a modifier or a key that can't be one. */
function keyOf({ code }: Pressed): string | null {
  const plain = /^(?:Key([A-Z])|Digit(\d)|(F\d{1,2}))$/.exec(code);
  return plain?.[1] ?? plain?.[2] ?? plain?.[3] ?? NAMED[code] ?? null;
}

/** The shortcut that was pressed. It needs Ctrl, Alt or Super with it, or to be a key that types nothing, so that no typing sets it off. */
export function shortcutOf(event: Pressed): string | null {
  const key = keyOf(event);
  if (key === null) return null;
  const silent = /^F\d/.test(key) || key === "Pause" || key === "ScrollLock";
  if (!event.ctrlKey && !event.altKey && !event.metaKey && !silent) return null;
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", event.metaKey && "Super"];
  return [...held.filter((name) => name !== false), key].join("+");
}
