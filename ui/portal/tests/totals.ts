// The totals in the form that Vitest prints, so that one reader understands both.

import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

export default class Totals implements Reporter {
  private readonly outcomes = new Map<string, boolean>();

  onTestEnd(test: TestCase, result: TestResult): void {
    this.outcomes.set(test.id, result.status === test.expectedStatus);
  }

  onEnd(_result: FullResult): void {
    const all = [...this.outcomes.values()];
    const passed = all.filter(Boolean).length;
    const failed = all.length - passed;
    const parts = [...(failed > 0 ? [`${failed} failed`] : []), `${passed} passed`];
    process.stdout.write(`\n      Tests  ${parts.join(" | ")} (${all.length})\n`);
  }
}
