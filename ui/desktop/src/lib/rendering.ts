// For tests: a part of the window with everything that it finds around it there.

import { render } from "@testing-library/svelte";
import type { Component } from "svelte";

import { type App, CONTEXT } from "./app.svelte";

export const renderIn = <Props extends Record<string, any>>(model: App, part: Component<Props>, props: NoInfer<Props>) =>
  render(part as Component<any>, { props, context: new Map([[CONTEXT, model]]) });
