// Lets a worker keep what was read, once the page is there. Where there is none, nothing is missing.
(() => {
  const workers = navigator.serviceWorker; // not on plain http
  if (!workers) return;
  const { src } = document.currentScript;
  const ruled = workers.controller;
  addEventListener("load", async () => {
    try {
      await workers.register(new URL("../sw.js", src), { updateViaCache: "none" });
      const { active } = await workers.ready;
      const { saveData, effectiveType = "" } = navigator.connection ?? {};
      const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
      const own = [location, ...loaded].filter(({ origin }) => origin === location.origin);
      active.postMessage({
        page: location.pathname,
        files: ruled ? [] : own.map(({ pathname }) => pathname),
        dear: Boolean(saveData) || effectiveType.includes("2g"),
      });
    } catch { /* private windows, full disks */ }
  });
})();
