// Asks again and again, but only while the page is in sight.

/** Does something every so often while the page is visible, and at once when it comes back into sight. Returns how to stop. */
export function every(ms: number, act: () => Promise<void>, page: Document = document): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const next = () => {
    clearTimeout(timer);
    if (!stopped && page.visibilityState === "visible") timer = setTimeout(turn, ms);
  };
  const turn = () => void act().finally(next);
  const seen = () => {
    clearTimeout(timer);
    if (page.visibilityState === "visible") turn();
  };
  page.addEventListener("visibilitychange", seen);
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
    page.removeEventListener("visibilitychange", seen);
  };
}
