// The backend in the desktop window: Tauri's commands.

import { invoke } from "@tauri-apps/api/core";

import { type Backend, BackendError } from "./backend.ts";
import type { StatusView } from "./generated.ts";

export class TauriBackend implements Backend {
  async status(): Promise<StatusView> {
    try {
      return await invoke<StatusView>("status");
    } catch (thrown) {
      throw BackendError.from(thrown);
    }
  }
}
