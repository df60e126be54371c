// Stands between the page and the shell (Tauri's isolation pattern): what the page asks for passes here, in a frame of its own
// that the page can't reach into, and only what a command of ours could be goes on.
"use strict";

const COMMAND = /^[a-z_]{1,40}$/;
// How Tauri itself fetches what a channel tells when that is more than some kilobytes, such as a picture.
const FETCH = "plugin:__TAURI_CHANNEL__|fetch";
const LARGEST = 1024 * 1024;

window.__TAURI_ISOLATION_HOOK__ = (message) => {
  const { cmd, payload } = message;
  if (typeof cmd !== "string" || (cmd !== FETCH && !COMMAND.test(cmd))) throw new Error("not a command of Candor");
  if (JSON.stringify(payload ?? null).length > LARGEST) throw new Error("the request is too large");
  return message;
};
