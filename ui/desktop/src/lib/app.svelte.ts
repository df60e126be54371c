// What every screen has at hand.

import { remember, remembered, Theme, Toasts } from "@candor/components";
import { type Backend, BackendError, type ProjectStatus, type Status } from "@candor/ipc";
import { getContext, setContext } from "svelte";

import { Live } from "./live.svelte";
import { Router } from "./router.svelte";
import { type Args, choose, Words } from "./words.svelte";

const LANG = "candor.lang";

export class App {
  readonly live = new Live();
  readonly router = new Router();
  readonly toasts = new Toasts();
  readonly words: Words;
  readonly theme: Theme;

  /** The projects, or nothing until they are known. */
  projects: ProjectStatus[] | null = $state.raw(null);
  /** The project that the person means to work on. */
  chosen: string | null = $state(null);
  /** An invitation that the window was opened with and that nobody has answered yet. */
  openedLink: string | null = $state(null);
  /** Whether the person asked to write a note and waits for its field. */
  wantsNote = $state(false);
  /** What is under way or waits for it, so that nothing is asked twice at once. */
  busy: "start" | "pause" | "resume" | "stop" | null = $state(null);
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly backend: Backend,
    options: { lang?: string | null; theme?: string | null } = {},
  ) {
    this.words = new Words(choose([options.lang ?? remembered(LANG) ?? "", ...navigator.languages]));
    this.theme = options.theme ? new Theme(options.theme) : new Theme();
  }

  /** The text with this id. */
  t = (id: string, args?: Args): string => this.words.t(id, args);

  /** The language of the page from now on; {@link chooseLanguage} tells the engine too. */
  setLanguage(lang: string): void {
    this.words.lang = lang;
    remember(LANG, this.words.lang);
  }

  /** The language of page, pill, tray and notifications from now on. */
  async chooseLanguage(lang: string): Promise<void> {
    this.setLanguage(lang);
    await this.perform(async () => {
      const settings = await this.backend.settings();
      if (settings.lang !== lang) await this.backend.set({ ...settings, lang });
    });
  }

  /** Does something that can fail; a failure is told in a toast. Returns nothing then. */
  async perform<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (thrown) {
      this.tell(BackendError.from(thrown));
      return undefined;
    }
  }

  /** Tells of a failure that has no place of its own on the screen. */
  tell(error: BackendError): void {
    this.toasts.show({ tone: "bad", text: `${this.t(`error-${error.code}`)} ${error.message}` });
  }

  async loadProjects(): Promise<void> {
    try {
      this.projects = (await this.backend.projects()).projects;
    } catch (thrown) {
      const error = BackendError.from(thrown);
      // That the engine can't be asked is said by the frame.
      if (error.code !== "engine_not_running" && error.code !== "engine_silent") this.tell(error);
    }
  }

  async start(project: string): Promise<boolean> {
    return this.#session("start", () => this.backend.start(project));
  }

  async pause(): Promise<boolean> {
    return this.#session("pause", () => this.backend.pause());
  }

  async resume(): Promise<boolean> {
    return this.#session("resume", () => this.backend.resume());
  }

  async stop(): Promise<boolean> {
    return this.#session("stop", async () => {
      const { session, waiting } = await this.backend.stop();
      const worked = this.words.format.duration(session.worked_ms);
      this.toasts.show({ tone: "good", text: this.t("toast-stopped", { worked, waiting }) });
      return null;
    });
  }

  /** One after the other. While something is under way nothing begins; a pause or a stop waits for it and is never dropped. */
  #session(what: NonNullable<App["busy"]>, ask: () => Promise<Status | null>): Promise<boolean> {
    const ends = what === "pause" || what === "stop";
    // What is asked for already needn't be asked for again, and a stop is more than a pause.
    if (this.busy !== null && (!ends || this.busy === what || this.busy === "stop")) return Promise.resolve(false);
    this.busy = what;
    const turn = this.#turn.then(async () => {
      if (what === "pause" && this.busy === "stop") return false;
      const answer = await this.perform(ask);
      if (this.busy === what) this.busy = null;
      if (answer) this.live.take(answer);
      return answer !== undefined;
    });
    this.#turn = turn;
    return turn;
  }
}

/** Where a part of the window finds it. */
export const CONTEXT = Symbol("app");

export const provideApp = (app: App): App => setContext(CONTEXT, app);

/** What every screen has at hand; for use while a component is being made. */
export const useApp = (): App => getContext<App>(CONTEXT);
