import "./app.css";

import { connect, type Backend } from "@candor/ipc";
import { mount } from "svelte";

import App from "./App.svelte";

/** In Vite's own server `?scene=running` shows a made-up status; a built page has no such thing in it. */
async function backend(): Promise<Backend> {
  if (import.meta.env.DEV) {
    const { isScene, MockBackend } = await import("@candor/ipc/mock");
    const scene = new URLSearchParams(location.search).get("scene");
    if (scene !== null && isScene(scene)) return new MockBackend(scene);
  }
  return connect();
}

mount(App, { target: document.body, props: { backend: await backend() } });
