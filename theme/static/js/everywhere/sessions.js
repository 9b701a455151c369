// A page may be older than its reader thinks: what is over is not shown as if it were to come.
(() => {
  const lists = document.querySelectorAll("[data-coming]");
  const shown = "[data-ends]:not([hidden])";
  const update = () => {
    const now = Date.now();
    for (const list of lists) {
      let room = Number(list.dataset.coming) || Infinity;
      for (const row of list.querySelectorAll("[data-ends]")) {
        row.hidden = Date.parse(row.dataset.ends) <= now || room-- <= 0;
      }
      for (const group of list.querySelectorAll("table, tbody, [data-week]")) group.hidden = !group.querySelector(shown);
      for (const note of list.querySelectorAll("[data-none]")) note.hidden = Boolean(list.querySelector(shown));
    }
  };
  update();
  for (const list of lists) {
    const first = list.querySelector("[data-week]:not([hidden])");
    if (first && "open" in first) first.open = true;
  }
  setInterval(update, 30_000);
  document.addEventListener("visibilitychange", update);
})();
