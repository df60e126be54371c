// The only file that asks the server for anything.

import { connect, type Connection, type Problem, type Schemas, type Send } from "@candor/api-client";

import { whole } from "./pages";

export type { Schemas };

/** What went wrong: a code of the server's, or that it can't be reached. */
export class ApiError extends Error {
  constructor(
    readonly code: Problem["code"] | "unreachable",
    detail: string,
    readonly status: number = 0,
  ) {
    super(detail);
  }

  static from(thrown: unknown): ApiError {
    return thrown instanceof ApiError ? thrown : new ApiError("unreachable", thrown instanceof Error ? thrown.message : String(thrown));
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** An answer that the server marked, so that the same needn't be sent twice. */
export interface Marked<T> {
  value: T;
  etag: string | null;
}

type Client = Schemas["ClientId"];
export interface TeamFilter {
  zone?: string;
  project?: string;
  cursor?: string;
}
export interface Range extends TeamFilter {
  from: string;
  to: string;
}

export class Api {
  readonly #http: Connection;
  readonly #send: Send;
  /** Told where a session has ended. */
  onsignedout: () => void = () => undefined;

  constructor(
    send: Send,
    private readonly origin: string = location.origin,
  ) {
    this.#send = send;
    this.#http = connect(origin, send);
  }

  async #take<T>(asked: Promise<Answer<T>>): Promise<T> {
    return (await this.#answered(asked)).value;
  }

  async #answered<T>(asked: Promise<Answer<T>>): Promise<{ value: T; response: Response }> {
    let answer: Answer<T>;
    try {
      answer = await asked;
    } catch (thrown) {
      throw ApiError.from(thrown);
    }
    const { data, error, response } = answer;
    if (response.ok) return { value: data as T, response };
    throw this.#refused(error, response);
  }

  #refused(error: unknown, response: Response): ApiError {
    const problem = error as Partial<Problem> | undefined;
    const refused = new ApiError(problem?.code ?? "internal", problem?.detail ?? `${response.status} ${response.statusText}`, response.status);
    if (response.status === 401 && refused.code === "invalid_token") this.onsignedout();
    return refused;
  }

  // Accounts

  session = () => this.#take(this.#http.GET("/api/v1/session"));
  setUpState = () => this.#take(this.#http.GET("/api/v1/setup"));
  setUp = (body: Schemas["SetUp"]) => this.#take(this.#http.POST("/api/v1/setup", { body }));
  signIn = (body: Schemas["SignIn"]) => this.#take(this.#http.POST("/api/v1/session", { body }));
  secondFactor = (body: Schemas["SecondFactor"]) => this.#take(this.#http.POST("/api/v1/session/second-factor", { body }));
  passkeyChallenge = () => this.#take(this.#http.POST("/api/v1/session/passkey/challenge"));
  signInByPasskey = (body: Schemas["PasskeyAnswer"]) => this.#take(this.#http.POST("/api/v1/session/passkey", { body }));
  signInOffer = (client: Client) => this.#take(this.#http.GET("/api/v1/session/provider/{client}", { params: { path: { client } } }));
  goToProvider = (body: Schemas["GoingToProvider"]) => this.#take(this.#http.POST("/api/v1/session/provider", { body }));
  answerOfProvider = (body: Schemas["ProviderAnswer"]) => this.#take(this.#http.POST("/api/v1/session/provider/answer", { body }));
  signOut = () => this.#take(this.#http.DELETE("/api/v1/session"));
  resetPassword = (email: string) => this.#take(this.#http.POST("/api/v1/account/reset", { body: { email } }));
  previewLink = (link: string) => this.#take(this.#http.POST("/api/v1/account-links/preview", { body: { link } }));
  acceptLink = (body: Schemas["Acceptance"]) => this.#take(this.#http.POST("/api/v1/account-links/accept", { body }));
  changeAccount = (body: Schemas["AccountChange"]) => this.#take(this.#http.PATCH("/api/v1/account", { body }));
  changePassword = (body: Schemas["PasswordChange"]) => this.#take(this.#http.POST("/api/v1/account/password", { body }));
  beginTotp = () => this.#take(this.#http.POST("/api/v1/account/totp"));
  confirmTotp = (code: string) => this.#take(this.#http.POST("/api/v1/account/totp/confirm", { body: { code } }));
  removeTotp = () => this.#take(this.#http.DELETE("/api/v1/account/totp"));
  newRecoveryCodes = () => this.#take(this.#http.POST("/api/v1/account/recovery-codes"));
  passkeys = () => this.#take(this.#http.GET("/api/v1/account/passkeys"));
  newPasskeyChallenge = () => this.#take(this.#http.POST("/api/v1/account/passkeys/challenge"));
  addPasskey = (body: Schemas["NewPasskey"]) => this.#take(this.#http.POST("/api/v1/account/passkeys", { body }));
  renamePasskey = (id: string, name: string) => this.#take(this.#http.PATCH("/api/v1/account/passkeys/{id}", { params: { path: { id } }, body: { name } }));
  removePasskey = (id: string) => this.#take(this.#http.DELETE("/api/v1/account/passkeys/{id}", { params: { path: { id } } }));
  sessions = () => this.#take(this.#http.GET("/api/v1/account/sessions"));
  endSession = (id: string) => this.#take(this.#http.DELETE("/api/v1/account/sessions/{id}", { params: { path: { id } } }));

  // A client's members

  clients = () => this.#take(this.#http.GET("/api/v1/clients"));
  provider = (client: Client) => this.#take(this.#http.GET("/api/v1/clients/{client}/provider", { params: { path: { client } } }));
  setProvider = (client: Client, body: Schemas["ProviderChange"]) =>
    this.#take(this.#http.PUT("/api/v1/clients/{client}/provider", { params: { path: { client } }, body }));
  removeProvider = (client: Client) => this.#take(this.#http.DELETE("/api/v1/clients/{client}/provider", { params: { path: { client } } }));
  members = (client: Client) => this.#take(this.#http.GET("/api/v1/clients/{client}/members", { params: { path: { client } } }));
  inviteMember = (client: Client, body: Schemas["MemberInvitation"]) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/members", { params: { path: { client } }, body }));
  changeMember = (client: Client, member: string, role: Schemas["Role"]) =>
    this.#take(this.#http.PATCH("/api/v1/clients/{client}/members/{member}", { params: { path: { client, member } }, body: { role } }));
  removeMember = (client: Client, member: string) =>
    this.#take(this.#http.DELETE("/api/v1/clients/{client}/members/{member}", { params: { path: { client, member } } }));
  tokens = (client: Client) => this.#take(this.#http.GET("/api/v1/clients/{client}/tokens", { params: { path: { client } } }));
  makeToken = (client: Client, body: Schemas["NewToken"]) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/tokens", { params: { path: { client } }, body }));
  revokeToken = (client: Client, token: string) =>
    this.#take(this.#http.DELETE("/api/v1/clients/{client}/tokens/{token}", { params: { path: { client, token } } }));
  settings = (client: Client) => this.#take(this.#http.GET("/api/v1/clients/{client}/settings", { params: { path: { client } } }));
  changeSettings = (client: Client, body: Schemas["ClientSettings"]) =>
    this.#take(this.#http.PATCH("/api/v1/clients/{client}/settings", { params: { path: { client } }, body }));
  audit = (client: Client, query: { action?: string; cursor?: string }) =>
    this.#take(this.#http.GET("/api/v1/clients/{client}/audit", { params: { path: { client }, query } }));

  // Work

  /** A team's day; with what is known already it costs little to ask again. */
  async teamDay(client: Client, day: string, query: TeamFilter, known?: Marked<Schemas["TeamDay"]>): Promise<Marked<Schemas["TeamDay"]>> {
    const headers = known?.etag ? { "If-None-Match": known.etag } : {};
    const asked = this.#http.GET("/api/v1/clients/{client}/team/days/{day}", { params: { path: { client, day }, query }, headers, cache: "no-store" });
    try {
      const { value, response } = await this.#answered(asked as Promise<Answer<Schemas["TeamDay"]>>);
      return { value, etag: response.headers.get("ETag") };
    } catch (thrown) {
      if (known && thrown instanceof ApiError && thrown.status === 304) return known;
      throw thrown;
    }
  }
  agentDay = (client: Client, agent: string, day: string, zone?: string) =>
    this.#take(
      this.#http.GET("/api/v1/clients/{client}/agents/{agent}/days/{day}", {
        params: { path: { client, agent, day }, query: zone === undefined ? {} : { zone } },
      }),
    );
  /** A picture. The look is recorded, with the reason where there is one. */
  image = (client: Client, id: string, reason?: string) =>
    this.#picture(`/api/v1/clients/${client}/captures/${id}/image${reason === undefined ? "" : `?${new URLSearchParams({ reason })}`}`);
  /** A small picture. That too is a look, and recorded. */
  thumbnail = (client: Client, id: string) => this.#picture(`/api/v1/clients/${client}/captures/${id}/thumbnail`);

  async #picture(path: string): Promise<Blob> {
    let response: Response;
    try {
      response = await this.#send(new Request(new URL(path, this.origin), { credentials: "same-origin" }));
    } catch (thrown) {
      throw ApiError.from(thrown);
    }
    if (response.ok) return response.blob();
    throw this.#refused(await response.json().catch(() => undefined), response);
  }

  // People

  agents = (client: Client, cursor?: string) =>
    this.#take(this.#http.GET("/api/v1/clients/{client}/agents", { params: { path: { client }, query: cursor === undefined ? {} : { cursor } } }));
  agent = (client: Client, agent: string) =>
    this.#take(this.#http.GET("/api/v1/clients/{client}/agents/{agent}", { params: { path: { client, agent } } }));
  inviteAgent = (client: Client, body: Schemas["NewInvitation"]) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/agents", { params: { path: { client } }, body }));
  linkAgent = (client: Client, agent: string, body: Schemas["AgentInvitation"]) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/agents/{agent}/account-link", { params: { path: { client, agent } }, body }));
  invitations = (client: Client) => this.#take(this.#http.GET("/api/v1/clients/{client}/invitations", { params: { path: { client } } }));
  withdrawInvitation = (client: Client, id: string) =>
    this.#take(this.#http.DELETE("/api/v1/clients/{client}/invitations/{id}", { params: { path: { client, id } } }));
  revokeDevice = (client: Client, id: string) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/devices/{id}/revocation", { params: { path: { client, id } } }));

  // Projects and policies

  /** All of them, whatever their number. */
  projects = (client: Client) =>
    whole((cursor) => this.#take(this.#http.GET("/api/v1/clients/{client}/projects", { params: { path: { client }, query: { limit: 200, ...(cursor && { cursor }) } } })));
  project = (client: Client, id: string) =>
    this.#take(this.#http.GET("/api/v1/clients/{client}/projects/{id}", { params: { path: { client, id } } }));
  makeProject = (client: Client, body: Schemas["NewProject"]) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/projects", { params: { path: { client } }, body }));
  previewPolicy = (client: Client, id: string, body: Schemas["PolicyDraft"]) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/projects/{id}/policies/preview", { params: { path: { client, id } }, body }));
  publishPolicy = (client: Client, id: string, body: Schemas["NewPolicy"]) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/projects/{id}/policies", { params: { path: { client, id } }, body }));

  // Time

  timesheet = (client: Client, query: Range) =>
    this.#take(this.#http.GET("/api/v1/clients/{client}/timesheet", { params: { path: { client }, query } }));
  /** Where a timesheet is downloaded from. */
  exported(client: Client, format: "csv" | "json" | "pdf" | "xlsx", query: Range & { lang: string }): string {
    return `/api/v1/clients/${client}/timesheet.${format}?${new URLSearchParams({ ...query })}`;
  }
  reviews = (client: Client, agent?: string) =>
    this.#take(this.#http.GET("/api/v1/clients/{client}/timesheet/reviews", { params: { path: { client }, query: agent === undefined ? {} : { agent } } }));
  review = (client: Client, body: Schemas["NewReview"]) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/timesheet/reviews", { params: { path: { client } }, body }));
  adjust = (client: Client, body: Schemas["NewAdjustment"]) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/timesheet/adjustments", { params: { path: { client } }, body }));
  comment = (client: Client, id: string, text: string) =>
    this.#take(this.#http.POST("/api/v1/clients/{client}/timesheet/reviews/{id}/comments", { params: { path: { client, id } }, body: { text } }));
  /** What was said before a comment, the newest first. */
  earlierComments = (client: Client, id: string, cursor: string) =>
    this.#take(this.#http.GET("/api/v1/clients/{client}/timesheet/reviews/{id}/comments", { params: { path: { client, id }, query: { cursor } } }));
  statistics = (client: Client, query: { from: string; to: string; zone?: string; project?: string }) =>
    this.#take(this.#http.GET("/api/v1/clients/{client}/statistics", { params: { path: { client }, query } }));

  // An agent's own

  ownProfile = (client: Client) => this.#take(this.#http.GET("/api/v1/me/agent", { params: { query: { client } } }));
  ownViews = (client: Client, cursor?: string) =>
    this.#take(this.#http.GET("/api/v1/me/views", { params: { query: { client, ...(cursor === undefined ? {} : { cursor }) } } }));
  ownReviews = (client: Client, cursor?: string) =>
    this.#take(this.#http.GET("/api/v1/me/reviews", { params: { query: { client, ...(cursor === undefined ? {} : { cursor }) } } }));
  answerReview = (client: Client, id: string, text: string) =>
    this.#take(this.#http.POST("/api/v1/me/reviews/{id}/comments", { params: { path: { id }, query: { client } }, body: { text } }));
  /** The same of one's own time. */
  ownEarlierComments = (client: Client, id: string, cursor: string) =>
    this.#take(this.#http.GET("/api/v1/me/reviews/{id}/comments", { params: { path: { id }, query: { client, cursor } } }));
  ownDay = (client: Client, day: string) => this.#take(this.#http.GET("/api/v1/me/days/{day}", { params: { path: { day }, query: { client } } }));
  /** A picture of one's own. No look is recorded. */
  ownImage = (client: Client, id: string) => this.#picture(`/api/v1/me/captures/${id}/image?client=${client}`);
  /** A small picture of one's own. */
  ownThumbnail = (client: Client, id: string) => this.#picture(`/api/v1/me/captures/${id}/thumbnail?client=${client}`);
  ownReceipts = (client: Client) => this.#take(this.#http.GET("/api/v1/me/receipts", { params: { query: { client } } }));
  ownReceipt = (client: Client, receipt: string) =>
    this.#take(this.#http.GET("/api/v1/me/receipts/{receipt}", { params: { path: { receipt }, query: { client } } }));
  /** Where a receipt is downloaded from. */
  receiptAt = (client: Client, receipt: string): string => `/api/v1/me/receipts/${receipt}?client=${client}`;
  /** Where everything is downloaded from. */
  ownExportAt = (client: Client, lang: string): string => `/api/v1/me/export?${new URLSearchParams({ client, lang })}`;
}
