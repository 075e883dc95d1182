"use strict";
// Keeps the page up to date: fetches what changes again when the site says so, and every few seconds.
(() => {
  const live = document.getElementById("live");
  if (!live) return;
  const status = document.getElementById("status");
  const announce = document.getElementById("announce");
  const everyMs = 5000, afterChangeMs = 300, leastMs = 1000;
  let fetching = false, again = false, timer = 0, last = 0;

  // The key of the first opening is used up; it need not stay in the address.
  if (new URLSearchParams(location.search).has("key")) history.replaceState(null, "", location.pathname);

  const say = (text, isFine) => {
    status.textContent = text;
    status.className = isFine ? "status fine" : "status broken";
  };

  const risks = () => new Map([...live.querySelectorAll("[data-order]")].map(row => [row.dataset.order, row.dataset.risk]));

  const show = html => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const before = risks();
    const focused = live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    live.replaceChildren(...(page.getElementById("live") ?? page.body).childNodes);
    for (const row of live.querySelectorAll("[data-order]"))
      if (before.size > 0 && before.get(row.dataset.order) !== row.dataset.risk) row.classList.add("changed");
    if (focused) [...live.querySelectorAll("a")].find(link => link.getAttribute("href") === focused)?.focus();
    const words = live.querySelector("[data-announce]")?.dataset.announce ?? "";
    if (announce.textContent !== words) announce.textContent = words;
  };

  const refresh = async () => {
    if (fetching) { again = true; return; }
    fetching = true;
    last = Date.now();
    try {
      const answer = await fetch(live.dataset.source, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.status === 401 || answer.status === 403) { location.assign("/login"); return; }
      if (!answer.ok) throw new Error(answer.status);
      show(await answer.text());
      say("Live", true);
    } catch {
      say("No connection – showing what was last known", false);
    } finally {
      fetching = false;
      if (again) { again = false; soon(); }
    }
  };

  const soon = () => {
    if (timer) return;
    timer = setTimeout(() => { timer = 0; refresh(); }, Math.max(afterChangeMs, last + leastMs - Date.now()));
  };

  const changes = new EventSource(live.dataset.stream);
  for (const kind of ["risk", "workCenter", "decision", "exception", "reset"]) changes.addEventListener(kind, soon);
  changes.addEventListener("open", () => say("Live", true));
  changes.addEventListener("error", () => say("Reconnecting…", false));
  setInterval(() => { if (!document.hidden) refresh(); }, everyMs);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
})();
