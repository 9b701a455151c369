// Print, copy and the device's own way to share need JavaScript, so they stay hidden without it.
(() => {
  const row = document.querySelector("[data-share]");
  if (!row) return;
  const status = row.querySelector("[role=status]");
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
  const show = (name, act) => {
    const button = row.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", act);
  };
  show("print", () => print());
  // Both are there on https only.
  if (navigator.clipboard) {
    show("copy", () => {
      navigator.clipboard.writeText(address).then(
        () => { status.textContent = "Đã sao chép liên kết."; },
        () => { status.textContent = address; },
      );
    });
  } else row.querySelector("[data-copy]").remove(); // its place was kept
  if (navigator.share) {
    const title = document.querySelector("h1").textContent;
    // Whoever closes the list of programs has not failed.
    show("send", () => { navigator.share({ title, url: address }).catch(() => {}); });
  }
})();
