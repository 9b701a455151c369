// Print and copy: both need JavaScript, so both stay hidden without it.
(() => {
  const row = document.querySelector("[data-share]");
  if (!row) return;
  const status = row.querySelector("[role=status]");
  const copy = row.querySelector("[data-copy]");
  row.querySelector("[data-print]").addEventListener("click", () => window.print());
  // The clipboard is there on https only.
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", () => {
      const address = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
      navigator.clipboard.writeText(address).then(
        () => { status.textContent = "Đã chép liên kết."; },
        () => { status.textContent = address; },
      );
    });
  }
  row.hidden = false;
})();
