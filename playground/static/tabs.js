// On a narrow screen one phone shows at a time; these tabs choose which. On a wide one they are hidden.

import { element } from "./dom.js";
import { phrase } from "./words.js";

export class Tabs {
  constructor(phoneOf, chosen) {
    this.phoneOf = phoneOf;
    this.chosen = chosen;
    this.root = element("div", { class: "tabs", role: "tablist", "aria-label": phrase("phones") });
    this.root.addEventListener("keydown", (event) => this.walk(event));
  }

  set(phones) {
    this.buttons = new Map(phones.map((view) => [view.id, this.tab(view)]));
    this.root.replaceChildren(...this.buttons.values());
    if (phones.length) this.choose(this.buttons.has(this.chosen) ? this.chosen : phones[0].id);
  }

  tab(view) {
    return element(
      "button",
      {
        type: "button",
        role: "tab",
        class: "tab",
        "aria-controls": `phone-${view.id}`,
        onclick: () => this.choose(view.id),
      },
      element("span", {}, shortName(view.person.name)),
      element("span", { class: "unread", hidden: true }),
    );
  }

  choose(id) {
    this.chosen = id;
    for (const [other, button] of this.buttons) {
      button.setAttribute("aria-selected", String(other === id));
      button.tabIndex = other === id ? 0 : -1;
      this.phoneOf(other)?.root.classList.toggle("chosen", other === id);
    }
    this.buttons.get(id).scrollIntoView({ block: "nearest", inline: "nearest" });
    this.phoneOf(id)?.toNewest();
  }

  mark(view) {
    const badge = this.buttons.get(view.id).querySelector(".unread");
    badge.hidden = view.unread === 0;
    badge.textContent = view.unread;
    badge.setAttribute("aria-label", phrase("unread", { count: view.unread }));
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const ids = [...this.buttons.keys()];
    const next = ids.at((ids.indexOf(this.chosen) + step) % ids.length);
    this.choose(next);
    this.buttons.get(next).focus();
  }
}

// "Sari" for "Sari Wulandari", "Pak Budi" for "Pak Budi Santoso".
function shortName(name) {
  return name.split(" ").slice(0, /^(Pak|Bu|Bapak|Ibu)\b/.test(name) ? 2 : 1).join(" ");
}
