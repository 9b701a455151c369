// Keeps what was read on the reader's device, for when there is no network. Published as /sw.js, with
// VERSION (a name for these bytes), ZONE, VAN (path of the van's timetable) before it: docs/offline.md.
const HOME = new URL(registration.scope).pathname;
const LIST = `${HOME}_ngoai-tuyen/`; // no slug begins so; answered here and nowhere else
const PREFIX = `offline ${HOME} `;
const DAY = 86_400_000;
const AGE = 60 * DAY;
const PATIENCE = 8000; // milliseconds until a copy stands in for a page that does not come
const PAGES = `${PREFIX}${VERSION} pages`;
const FILES = `${PREFIX}${VERSION} files`;
// At most so many, and so many bytes.
const LIMITS = { [PAGES]: [50, 5e6], [FILES]: [200, 20e6] };
const STOPS = 30;
// Without these it is no page of ours: a hotel's login under our address, or half a page.
const OURS = /<main class="main" id="noi-dung"[^]*<\/main>[^]*<\/html>\s*$/;
const HTML = "text/html; charset=utf-8";
const HASHED = /^(static|anh)\/([^/]+\.)?[\da-f]{20}(-[\da-z-]+)?\.\w+$/; // never other bytes

const isPage = (path) => path !== LIST && /(\/|\.html)$/.test(path);
const isHashed = (path) => path.startsWith(HOME) && HASHED.test(path.slice(HOME.length));

const kept = async (store, path) => (await caches.open(store)).match(path);

const factsOf = (copy) => {
  const [at, size, title] = copy.headers.get("x-kept").split(" ");
  return { at: Number(at), size: Number(size), title: decodeURIComponent(title) };
};

// What cannot be kept must not leave an older copy standing.
const keep = async (store, path, body, type, title = "") => {
  const cache = await caches.open(store);
  const headers = { "content-type": type, "x-kept": `${Date.now()} ${body.size} ${encodeURIComponent(title)}` };
  try {
    await cache.put(path, new Response(body, { headers }));
  } catch {
    await cache.delete(path);
  }
};

const isGood = (answer) => answer.type === "basic" && answer.status === 200 && !answer.redirected;

const keepPage = async (path, answer) => {
  if (answer.status === 404 || answer.status === 410) await (await caches.open(PAGES)).delete(path);
  if (!isGood(answer)) return;
  const text = await answer.text();
  if (!OURS.test(text)) return;
  await keep(PAGES, path, new Blob([text]), HTML, /<title>([^<]*)/.exec(text)?.[1]);
};

const keepFile = async (path, answer) => {
  const type = answer.headers.get("content-type") ?? "";
  if (isGood(answer) && !type.startsWith("text/html")) await keep(FILES, path, await answer.blob(), type);
};

// The oldest go, and what other versions kept. Only after an answer from the network: by then a
// clock is right, and a copy from tomorrow is one that a wrong clock dated.
const tidy = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && !(name in LIMITS)) await caches.delete(name);
  }
  for (let [name, [room, bytes]] of Object.entries(LIMITS)) {
    const cache = await caches.open(name);
    for (const { key, at, size } of await listOf(cache)) {
      const age = Date.now() - at;
      if (age > AGE || age < -DAY || room-- <= 0 || (bytes -= size) < 0) await cache.delete(key);
    }
  }
};

const listOf = async (cache) => {
  const found = [];
  for (const key of await cache.keys()) {
    const copy = await cache.match(key);
    if (copy) found.push({ key, ...factsOf(copy) });
  }
  return found.sort((one, other) => other.at - one.at);
};

const when = (at) => {
  const local = new Date(at).toLocaleString("sv-SE", { timeZone: ZONE });
  const [year, month, day, hour, minute] = local.split(/\D/);
  return `${day}/${month}/${year} ${hour % 12 || 12}:${minute} ${hour < 12 ? "SA" : "CH"}`;
};

const html = (text, status = 200) =>
  new Response(text, { status, headers: { "content-type": HTML } });

// What tells of a view of that page, and marks its place in the menu.
const LEFT_OUT = /<img data-view[^>]*>|<script [^>]*data-count[^>]*>| aria-current="\w+"/g;

const copyOf = async (path, words) => {
  const copy = await kept(PAGES, path);
  if (!copy) return undefined;
  const { at } = factsOf(copy);
  if (Date.now() - at > AGE) return undefined;
  const note = `<p class="note" role="status">${words} Bản lưu lúc ${when(at)}. <a href="${LIST}">Những trang đã lưu</a></p>`;
  return html((await copy.text()).replace(/<main [^>]*>/, (main) => main + note));
};

const BARE = `<!doctype html><html lang="vi"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title></title><main ></main>`;

// Within the frame of the page that was read last: its header, its styles, the van's next sessions.
const list = async (words, status) => {
  const all = await caches.open(PAGES).then(listOf).catch(() => []);
  const pages = all.filter(({ at }) => Date.now() - at < AGE);
  const newest = pages[0] && (await kept(PAGES, pages[0].key));
  const frame = newest ? await newest.text() : BARE;
  const rows = pages.map(({ key, at, title }) => {
    return `<li><a href="${key.url}">${title.replace(/ - (?!.* - ).*/, "")}</a>, lưu lúc ${when(at)}</li>`;
  });
  const room = rows.length
    ? `<ul>${rows.join("")}</ul><form method="post" action="${LIST}"><p><button>Xóa các trang đã lưu</button></p></form>`
    : "<p>Chưa có trang nào.</p>";
  const main = `<div class="post__body prose"><h1>Những trang đã lưu</h1><p>${words}</p>${room}</div>`;
  const text = frame
    .replaceAll(LEFT_OUT, "")
    .replace(/<title>[^<]*/, "<title>Những trang đã lưu")
    .replace(/(<main [^>]*>)[^]*<\/main>/, (_, open) => `${open}${main}</main>`);
  return html(text, status);
};

const forget = async () => {
  for (const name of Object.keys(LIMITS)) await caches.delete(name);
};

const page = async (event, path) => {
  const { request } = event;
  const asked = (async () => (await event.preloadResponse) || fetch(request))();
  // First, while the body is whole; and also when the reader got a copy meanwhile.
  event.waitUntil(asked.then((answer) => keepPage(path, answer.clone())).catch(() => {}));
  let words = "Không có mạng.";
  const late = new Promise((resolve) => {
    // Who reloads wants the page and waits for it.
    if (request.cache === "default") setTimeout(resolve, PATIENCE, "late");
  });
  const first = await Promise.race([asked.catch(() => ""), late]);
  if (first === "late") words = "Mạng đang chậm.";
  else if (first) return first;
  const copy = await copyOf(path, words).catch(() => {});
  return copy ?? asked.catch(() => list("Không có mạng, và trang bạn mở chưa được lưu.", 503));
};

const file = async (event, path) => {
  const copy = await kept(FILES, path).catch(() => {});
  if (copy) return copy;
  const answer = await fetch(event.request);
  event.waitUntil(keepFile(path, answer.clone()).catch(() => {}));
  return answer;
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || !pathname.startsWith(HOME)) return;
  const opens = request.mode === "navigate";
  if (opens && pathname === LIST) {
    const before = request.method === "POST" ? forget() : Promise.resolve();
    event.respondWith(before.catch(() => {}).then(() => list("Lưu trên máy của bạn, trong 60 ngày, để đọc khi không có mạng.")));
  } else if (request.method !== "GET" || request.headers.has("range")) {
    // Films, and what is sent.
  } else if (opens && isPage(pathname)) {
    event.respondWith(page(event, pathname));
  } else if (!opens && isHashed(pathname)) {
    event.respondWith(file(event, pathname));
  }
});

// From js/offline.js, once a page is there: what it loaded before this worker ruled, and whether the
// network is dear. Marked as fetched ahead, so that a server's log need not take it for a reader.
const ask = (path, cache) => fetch(path, { cache, mode: "same-origin", headers: { purpose: "prefetch" } });

const take = async ({ page, files, dear }) => {
  const cache = dear ? "only-if-cached" : "force-cache"; // what was just shown costs nothing
  for (const one of files) {
    const store = isHashed(one) ? keepFile : isPage(one) && keepPage;
    if (store) await ask(one, cache).then((answer) => store(one, answer)).catch(() => {});
  }
  if (!dear) await ahead(page === VAN);
  await tidy();
};

// The timetable once a day, and the stops of a reader who looked at it.
const ahead = async (withStops) => {
  const renew = async (path) => {
    const copy = await kept(PAGES, path);
    if (!copy || Math.abs(Date.now() - factsOf(copy).at) > DAY) await keepPage(path, await ask(path, "no-cache"));
  };
  await renew(VAN).catch(() => {});
  const table = withStops && (await kept(PAGES, VAN));
  const links = table ? (await table.text()).match(/[^"]+\/diem-dung\/[^"/]+\/(?=")/g) : [];
  for (const path of [...new Set(links)].slice(0, STOPS)) await renew(path).catch(() => {});
};

addEventListener("message", (event) => {
  event.waitUntil(take(event.data).catch(() => {}));
});
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      await registration.navigationPreload?.enable();
      await clients.claim();
      await tidy();
    })().catch(() => {}),
  );
});
