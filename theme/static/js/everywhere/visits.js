// The visit figures of now in the place of those of the build. Whatever fails, what is shown stays.
(() => {
  // A page that a browser prepared in advance asked for its image before anybody read it.
  const image = document.querySelector("[data-view]");
  const again = () => image && fetch(image.src, { cache: "reload" });
  if (document.prerendering) document.addEventListener("prerenderingchange", again);
  else if (performance.getEntriesByType("navigation")[0]?.activationStart > 0) again();

  const block = document.querySelector("[data-live]");
  if (!block || !window.IntersectionObserver) return;
  const { live, before, zone, sample } = block.dataset;
  const MINUTE = 60_000;
  const DAY = 1440 * MINUTE;
  const SPANS = { today: 10, month: 7, year: 4, total: 0 }; // signs of "2021-03-01" that must agree
  const names = Object.keys(SPANS);
  const time = block.querySelector("time");
  const rows = {};
  const shown = {};
  const isCount = (n) => Number.isSafeInteger(n) && n >= 0;
  const local = (at) => new Date(at).toLocaleString("sv-SE", { timeZone: zone }); // 2021-03-01 08:00:00

  const checked = (answer) => {
    const at = /T.+(Z|[+-]\d\d:\d\d)$/.test(answer.as_of) ? Date.parse(answer.as_of) : NaN;
    const sound = answer.version === 1 && isCount(answer.total) && at < Date.now() + DAY && !answer.sample === (sample == null);
    if (!sound || ![...names, "online"].every((name) => isCount(answer[name] ?? 0))) throw answer;
    return { ...answer, at };
  };

  const fill = (name, count) => {
    const row = rows[name];
    if (!row) return;
    shown[name] = count;
    row.hidden = !count;
    if (count) row.lastChild.textContent = String(count).replace(/\B(?=(\d{3})+$)/g, ".");
  };

  // Never less than before: in all, and within the same year, month or day.
  const show = (news) => {
    const whole = !(news.at < shown.at) && names.every((name) => !(name in shown) || isCount(news[name]));
    for (const name of whole ? names : ["total"]) {
      const [now, then] = [news.at, shown.at].map((at) => local(at).slice(0, SPANS[name]));
      if (isCount(news[name])) fill(name, now === then ? Math.max(shown[name] ?? 0, news[name]) : news[name]);
    }
    if (!whole) return;
    shown.at = news.at;
    const [year, month, day, hour, ...rest] = local(news.at).split(/\D/);
    const words = `${day}/${month}/${year} ${hour % 12 || 12}:${rest.join(":")} ${hour < 12 ? "SA" : "CH"}`;
    if (time) time.textContent = words;
    else block.querySelector("p").textContent = `Tính đến ${words}`;
    const left = news.at + 10 * MINUTE - Date.now();
    const fresh = left > 0 && left < 20 * MINUTE;
    fill("online", fresh ? news.online : 0);
    if (fresh) setTimeout(() => shown.at === news.at && fill("online", 0), left);
  };

  const ask = async () => {
    const control = new AbortController();
    setTimeout(() => control.abort(), 2000);
    const response = await fetch(live, { signal: control.signal });
    let answer = await response.json();
    if (before) {
      // GoatCounter tells one figure, as words: "1 234".
      const digits = String(answer.count).replace(/[\s.,'’]/g, "");
      answer = { version: 1, as_of: new Date().toISOString(), total: /^\d+$/.test(digits) ? Number(before) + Number(digits) : NaN };
    }
    const news = checked(answer);
    const less = news.total < shown.total;
    show(news);
    if (!less) localStorage[live] = JSON.stringify(answer);
  };

  const page = { at: Date.parse(time?.dateTime) };
  for (const row of block.querySelectorAll("dl > div")) {
    const name = row.className.split("--")[1];
    rows[name] = row;
    if (!row.hidden) page[name] = Number(row.lastChild.textContent.replaceAll(".", ""));
  }
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    // Not before somebody looks: a slow phone needs a tenth of a second until it knows time zones.
    if (page.at) show(page);
    try {
      const stored = checked(JSON.parse(localStorage[live]));
      if (stored.at > Date.now() - 7 * DAY) show(stored);
    } catch { /* none, none of ours, or no storage */ }
    ask().catch(() => {});
  }).observe(block);
})();
