export type StatusView = { state: StateView, reason: string | null, session: SessionView | null, categories: Array<CategoryView>, waiting: number, frozen: number, uploading: number, refused: number, problems: Array<ProblemView>, clients: Array<string>, key_store: string, };
export type StateView = "idle" | "running" | "paused";
export type SessionView = { project: string, worked_ms: number, synthetic: boolean, keys: number, clicks: number, scroll: number, };
export type CategoryView = { category: CategoryName, captured: boolean, last_verified: string | null, };
export type CategoryName = "activity_counts" | "screenshots" | "webcam_stills" | "work_notes";
export type ProblemView = { code: string, message: string, };
export type CommandError = { code: ErrorCode, message: string, };
export type ErrorCode = "engine_not_running" | "engine_silent" | "engine_incompatible" | "engine_failed";
