// Published as /sw.js where pages are not kept: frees readers who have the worker that kept them.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const prefix = `offline ${new URL(registration.scope).pathname} `;
  const clear = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(prefix)) await caches.delete(name);
    }
  };
  event.waitUntil(clear().catch(() => {}).then(() => registration.unregister()));
});
