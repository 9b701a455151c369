// Shows the photos of a page one at a time. Without it each link opens the large picture.
(() => {
  const links = [...document.querySelectorAll("a[data-photo]")];
  if (!links.length || !window.HTMLDialogElement) return;

  const groupOf = (link) => link.closest("[data-gallery]");
  let dialog, stage, count, caption, previous, next;
  let group = [];
  let current;
  let opener;

  const make = (tag, name, parent, text) => {
    const node = document.createElement(tag);
    node.className = name;
    if (text) node.textContent = text;
    parent.append(node);
    return node;
  };

  const makeButton = (name, sign, label, action) => {
    const button = make("button", `lightbox__button lightbox__${name}`, dialog, sign);
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", action);
    return button;
  };

  const build = () => {
    dialog = document.createElement("dialog");
    dialog.className = "lightbox";
    dialog.setAttribute("aria-label", "Xem ảnh");
    const words = make("div", "lightbox__words", dialog);
    words.setAttribute("aria-live", "polite");
    count = make("p", "lightbox__count", words);
    caption = make("p", "lightbox__caption", words);
    makeButton("close", "Đóng", "Đóng, trở lại trang", () => dialog.close());
    stage = make("div", "lightbox__stage", dialog);
    previous = makeButton("previous", "←", "Ảnh trước", () => step(-1));
    next = makeButton("next", "→", "Ảnh sau", () => step(1));
    dialog.addEventListener("close", onClose);
    stage.addEventListener("click", (event) => {
      if (event.target === stage) dialog.close();
    });
    let x, y;
    dialog.addEventListener("pointerdown", (event) => {
      x = event.isPrimary ? event.clientX : NaN;
      y = event.clientY;
    });
    dialog.addEventListener("pointerup", (event) => {
      const far = event.clientX - x;
      // A zoomed picture is being moved about, not turned over.
      if (Math.abs(far) > 48 && Math.abs(far) > 2 * Math.abs(event.clientY - y) && visualViewport.scale === 1) {
        step(far > 0 ? -1 : 1);
      }
      x = NaN;
    });
    document.body.append(dialog);
  };

  const show = (link) => {
    if (!dialog) build();
    current = link;
    group = links.filter((other) => groupOf(other) === groupOf(link));
    // The same renditions as on the page, let loose on the whole screen.
    const picture = link.querySelector("picture").cloneNode(true);
    const image = picture.querySelector("img");
    const ratio = image.getAttribute("width") / image.getAttribute("height");
    for (const node of picture.children) node.sizes = `min(100vw, ${Math.round(100 * ratio)}vh)`;
    image.className = "lightbox__image";
    image.loading = "eager";
    image.draggable = false;
    stage.replaceChildren(picture);
    count.textContent = `${group.indexOf(link) + 1}/${group.length}`;
    caption.textContent = link.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
    previous.hidden = next.hidden = group.length < 2;
    if (!dialog.open) {
      opener = link;
      dialog.showModal();
    }
  };

  const step = (by) => {
    const link = group[(group.indexOf(current) + by + group.length) % group.length];
    if (link === current) return;
    show(link);
    history.replaceState(history.state, "", `#${link.id}`);
  };

  const onKey = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && dialog?.open && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      step(by);
    }
  };

  const onClose = () => {
    stage.replaceChildren();
    opener.focus();
    // Still at the photo's address: closed by Esc or a button, not by Back.
    if (location.hash === `#${current.id}`) {
      if (history.state?.lightbox) history.back();
      else history.replaceState(null, "", location.pathname + location.search);
    }
  };

  const follow = () => {
    const link = links.find((one) => `#${one.id}` === location.hash);
    if (link) show(link);
    else if (dialog?.open) dialog.close();
  };

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      history.pushState({ lightbox: true }, "", `#${link.id}`);
      show(link);
    });
  }
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", follow);
  follow();
  // While the page loads, the browser goes to the "#anh-3" of the address and takes the focus along.
  window.addEventListener("load", () => {
    if (dialog?.open && !dialog.contains(document.activeElement)) dialog.querySelector("button").focus();
  });
})();
