// Live preview only: reloads a page when another build is ready, and shows why a build failed.
// Served by plugins/preview, never part of the published site.
(() => {
  "use strict";
  const { version, missing } = document.currentScript.dataset;
  const css = `
    :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 70vh; overflow: auto;
      padding: 1rem; background: #2b1113; color: #fff; border-top: 4px solid #ff7a7a;
      font: 16px/1.5 system-ui, sans-serif; }
    h2 { margin: 0 6rem .5rem 0; font-size: 1.125rem; }
    pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
    button { position: absolute; inset: 1rem 1rem auto auto; padding: .25rem .75rem; font: inherit; }
    @media print { :host { display: none; } }`;
  let source = null;
  let overlay = null;

  function hide() {
    overlay?.remove();
    overlay = null;
  }

  // A shadow root with a constructed style sheet: the page's policy forbids inline styles, and its
  // own styles must not reach in here. Text goes in as text.
  function show(heading, report) {
    hide();
    overlay = document.createElement("preview-problems");
    overlay.setAttribute("role", "alert");
    const root = overlay.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    const title = document.createElement("h2");
    title.textContent = heading;
    const text = document.createElement("pre");
    text.textContent = report;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Đóng";
    button.addEventListener("click", hide);
    root.append(title, text, button);
    document.body.append(overlay);
  }

  async function isGone() {
    return (await fetch(location.href, { method: "HEAD" })).status === 404;
  }

  function listen() {
    source = new EventSource("/__preview__/events");
    source.addEventListener("message", async ({ data }) => {
      const { version: newest, report, failed } = JSON.parse(data);
      // A draft that can no longer be shown stays as it was, with the reason.
      const lost = report && !failed && (newest === version ? missing !== undefined : await isGone());
      if (newest !== version && !lost) {
        location.reload();
      } else if (failed) {
        const old = missing === undefined ? " Trang đang hiện là bản trước đó." : "";
        show(`Chưa dựng được.${old} Sửa xong rồi lưu, thông báo này tự mất.`, report);
      } else if (lost) {
        show("Có bản nháp chưa hiện được. Sửa xong rồi lưu, trang sẽ tự hiện lại.", report);
      } else {
        hide();
      }
    });
  }

  // A browser opens six connections to a host at most: a page in the background gives its one back.
  function listenWhileVisible() {
    source?.close();
    source = null;
    if (document.visibilityState === "visible") listen();
  }

  document.addEventListener("visibilitychange", listenWhileVisible);
  listenWhileVisible();
})();
