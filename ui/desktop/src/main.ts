import "@candor/components/base.css";

import { connect, type Backend } from "@candor/ipc";
import { mount } from "svelte";

import App from "./App.svelte";
import { App as Model } from "./lib/app.svelte";

const query = new URLSearchParams(location.search);

/** In Vite's own server, and in the pages that tests look at, a made-up backend; a built page has no such thing in it. */
async function backend(): Promise<Backend> {
  if (import.meta.env.DEV || import.meta.env.MODE === "mock") {
    const { mockFrom } = await import("@candor/ipc/mock");
    return mockFrom(query);
  }
  return connect();
}

const model = new Model(await backend(), { lang: query.get("lang"), theme: query.get("theme") });

mount(App, { target: document.body, props: { model } });
