// Lets a worker keep what was read, once the page is there. Where there is none, nothing is missing.
(() => {
  const workers = navigator.serviceWorker; // not on plain http
  if (!workers) return;
  const { src } = document.currentScript;
  const ruled = workers.controller;
  const begin = async () => {
    try {
      await workers.register(new URL("../sw.js", src), { updateViaCache: "none" });
      const { active } = await workers.ready;
      const { saveData, effectiveType = "" } = navigator.connection ?? {};
      const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
      const named = [...document.scripts].map((script) => script.src); // some are still on their way
      const all = [location.href, ...loaded, ...named].filter(Boolean).map((address) => new URL(address));
      const own = new Set(all.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname));
      active.postMessage({
        page: location.pathname,
        files: ruled ? [] : [...own],
        dear: Boolean(saveData) || effectiveType.includes("2g"),
      });
    } catch { /* private windows, full disks */ }
  };
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
})();
