import "@candor/components/base.css";

import type { Send } from "@candor/api-client";
import { mount } from "svelte";

import App from "./App.svelte";
import { App as Model } from "./lib/app.svelte";

/** The server, or in a build for tests the made-up one. */
async function server(): Promise<Send> {
  if (import.meta.env.MODE === "mock") return (await import("./mock")).send();
  return (request) => fetch(request);
}

mount(App, { target: document.body, props: { model: new Model(await server()) } });
