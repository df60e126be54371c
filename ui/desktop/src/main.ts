import "@candor/components/base.css";

import { connect } from "@candor/ipc";
import { mount } from "svelte";

import App from "./App.svelte";
import { App as Model } from "./lib/app.svelte";

const query = new URLSearchParams(location.search);
const model = new Model(await connect(), { lang: query.get("lang"), theme: query.get("theme") });

mount(App, { target: document.body, props: { model } });
