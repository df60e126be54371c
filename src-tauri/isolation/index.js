// Stands between the page and the shell (Tauri's isolation pattern): what the page asks for passes here, in a frame of its own
// that the page can't reach into, and only what a command of ours could be goes on.
"use strict";

const COMMAND = /^[a-z_]{1,40}$/;
/** How the page fetches what a command of ours told it in more than a few kilobytes, a picture above all. */
const FETCH = "plugin:__TAURI_CHANNEL__|fetch";
/** The one command of Tauri's own: the words in the window's frame. */
const TITLE = "plugin:window|set_title";
const LARGEST = 1024 * 1024;

window.__TAURI_ISOLATION_HOOK__ = (message) => {
  const { cmd, payload } = message;
  if (typeof cmd !== "string" || !(COMMAND.test(cmd) || cmd === FETCH || cmd === TITLE)) throw new Error("not a command of Candor");
  if (JSON.stringify(payload ?? null).length > LARGEST) throw new Error("the request is too large");
  return message;
};
