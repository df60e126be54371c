// The backend in the desktop window: Tauri's commands, each by its name in src-tauri/src/commands.rs and app.rs.

import { Channel, invoke, type InvokeArgs } from "@tauri-apps/api/core";
import { getCurrentWindow } from "@tauri-apps/api/window";

import "./isolation.css";

import { type Backend, BackendError, type End } from "./backend.ts";

/** Asks the shell; whatever it throws becomes a {@link BackendError}. */
async function ask<T>(command: string, args?: InvokeArgs): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (thrown) {
    throw BackendError.from(thrown);
  }
}

const bytes = (command: string, args: InvokeArgs) => ask<ArrayBuffer>(command, args);
const text = async (command: string, args: InvokeArgs) => new TextDecoder().decode(await bytes(command, args));

/** A way for the shell to tell something again and again, deaf once it is ended. */
function listen<T>(tell: (told: T) => void): { channel: Channel<T>; end: () => void } {
  let open = true;
  const channel = new Channel<T>((told) => {
    if (open) tell(told);
  });
  return {
    channel,
    end: () => {
      open = false;
    },
  };
}

export class TauriBackend implements Backend {
  readonly startEngine: Backend["startEngine"] = (choice) => ask("start_engine", { choice });

  watch: Backend["watch"] = (tell) => {
    const { channel, end } = listen(tell);
    ask("watch", { tell: channel }).catch((error: BackendError) => {
      tell({ kind: "lost", error: { code: "internal", message: error.message } });
    });
    return ended(end, "end_watch");
  };

  openedLinks: Backend["openedLinks"] = (tell) => {
    const { channel, end } = listen(tell);
    // Where links can't be had, they can still be pasted.
    ask("opened_links", { tell: channel }).catch(() => {});
    return end;
  };

  readonly preview: Backend["preview"] = (invitation) => ask("preview", { invitation });
  readonly enroll: Backend["enroll"] = (invitation) => ask("enroll", { invitation });
  readonly projects: Backend["projects"] = () => ask("projects");
  readonly notice: Backend["notice"] = (project, lang) => ask("notice", { project, lang });
  readonly decide: Backend["decide"] = (project, categories, decision, notice) =>
    ask("decide", { project, categories, decision, notice });

  sample: Backend["sample"] = (project, category, tell) => {
    const { channel, end } = listen(tell);
    ask("sample", { project, category, tell: channel }).catch((error: BackendError) => {
      tell({ kind: "missed", code: error.code, message: error.message });
      tell({ kind: "over" });
    });
    return ended(end, "end_sample");
  };

  entitle: Backend["entitle"] = (title) => {
    document.title = title;
    // The page's own title stands where the frame's can't be set.
    getCurrentWindow().setTitle(title).catch(() => {});
  };
  readonly print: Backend["print"] = () => window.print();
  readonly saveText: Backend["saveText"] = (name, contents) => ask("save_text", { name, text: contents });

  readonly start: Backend["start"] = (project) => ask("start", { project });
  readonly pause: Backend["pause"] = () => ask("pause");
  readonly resume: Backend["resume"] = () => ask("resume");
  readonly stop: Backend["stop"] = () => ask("stop");
  readonly note: Backend["note"] = (words) => ask("note", { text: words });

  readonly outbox: Backend["outbox"] = () => ask("outbox");
  readonly picture: Backend["picture"] = async (id) => new Blob([await bytes("content", { id })], { type: "image/webp" });
  readonly record: Backend["record"] = (id) => text("content", { id });
  readonly redact: Backend["redact"] = (id, rects) => ask("redact", { id, rects });
  readonly delete: Backend["delete"] = (ids) => ask("delete", { ids });
  readonly undelete: Backend["undelete"] = (ids) => ask("undelete", { ids });
  readonly release: Backend["release"] = (ids) => ask("release", { ids });
  readonly retry: Backend["retry"] = (ids) => ask("retry", { ids });
  readonly sync: Backend["sync"] = (acceptRestored) => ask("sync", { acceptRestored });

  readonly days: Backend["days"] = () => ask("days");
  readonly day: Backend["day"] = (day) => ask("day", { day });
  readonly views: Backend["views"] = () => ask("views");
  readonly ledger: Backend["ledger"] = (client, before, limit) => ask("ledger", { client, before, limit });
  readonly receipt: Backend["receipt"] = (sha256) => text("receipt", { sha256 });
  readonly export: Backend["export"] = (tell) => ask("export", { tell: new Channel(tell) });
  readonly verify: Backend["verify"] = () => ask("verify");
  readonly leave: Backend["leave"] = (client) => ask("leave", { client });
  readonly wipe: Backend["wipe"] = () => ask("wipe");

  readonly settings: Backend["settings"] = () => ask("settings");
  readonly set: Backend["set"] = (settings) => ask("set", { settings });
  readonly surroundings: Backend["surroundings"] = () => ask("surroundings");
  readonly autostart: Backend["autostart"] = () => ask("autostart");
  readonly setAutostart: Backend["setAutostart"] = (on) => ask("set_autostart", { on });
  readonly about: Backend["about"] = () => ask("about");
  readonly update: Backend["update"] = () => ask("update");
  readonly installUpdate: Backend["installUpdate"] = (lang) => ask("install_update", { lang });
}

/** Ends something here at once and in the shell as soon as it hears of it. */
function ended(end: () => void, command: string): End {
  return () => {
    end();
    ask(command).catch(() => {});
  };
}
