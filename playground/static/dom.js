// Builds elements; text only ever becomes text, never markup.

const SVG = "http://www.w3.org/2000/svg";

// element("button", { class: "x", onclick: f, hidden: true }, "text", otherElement)
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function iconButton(name, label, onclick, attributes = {}) {
  const named = { type: "button", class: "icon-button", "aria-label": label, title: label };
  return element("button", { ...named, onclick, ...attributes }, icon(name));
}

// A modal that Escape, its button and a press outside close; it gives the focus back by itself.
export function modal(kind, label, closeLabel, ...content) {
  const close = () => dialog.close();
  const dialog = element(
    "dialog",
    { class: `modal ${kind}`, "aria-label": label, onclose: () => dialog.remove() },
    ...content,
    element("button", { type: "button", class: "button primary", autofocus: true, onclick: close }, closeLabel),
  );
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// A button with a list that opens under it: arrow keys walk, Escape and a press elsewhere close.
export function menuButton(button, items) {
  // A browser that gives pressed buttons no focus would close the list before the press counts.
  const keepFocus = (event) => event.preventDefault();
  const list = element("div", { class: "menu", role: "menu", hidden: true, onmousedown: keepFocus });
  const holder = element("div", { class: "menu-holder" }, button, list);
  const set = (open) => {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  const open = () => {
    list.replaceChildren(...items().map((item) => menuItem(item, () => { set(false); button.focus(); })));
    set(true);
    list.querySelector("button")?.focus();
  };
  button.setAttribute("aria-haspopup", "menu");
  set(false);
  button.addEventListener("click", () => (list.hidden ? open() : set(false)));
  holder.addEventListener("keydown", (event) => walk(event, list, () => { set(false); button.focus(); }));
  holder.addEventListener("focusout", (event) => { if (!holder.contains(event.relatedTarget)) set(false); });
  return holder;
}

function menuItem({ label, detail, act }, close) {
  if (!act) return element("p", { class: "menu-note" }, label);
  return element(
    "button",
    { type: "button", role: "menuitem", class: "menu-item", onclick: () => { close(); act(); } },
    element("span", { class: "menu-label" }, label),
    detail ? element("span", { class: "menu-detail" }, detail) : null,
  );
}

function walk(event, list, close) {
  const buttons = [...list.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  } else if (step && !list.hidden && buttons.length) {
    event.preventDefault();
    buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
  }
}
