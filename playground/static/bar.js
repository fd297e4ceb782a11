// The bar above the phones: the organisation's clock and its buttons, language, colours, other people.

import { element, icon, iconButton } from "./dom.js";
import { longDate, phrase, spoken, timeWithZone, wallClock } from "./words.js";

const STEPS = [
  ["plus_minutes", { step: "forward", minutes: 10 }],
  ["plus_hour", { step: "forward", minutes: 60 }],
  ["next_day", { step: "next_day" }],
  ["next_monday", { step: "next_monday" }],
];

export const SYSTEM_IS_DARK = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.colours;
  return chosen ? chosen === "dark" : SYSTEM_IS_DARK.matches;
}

// `act` has turn(wish), changeLanguage(code), changeColours() and showOther(userId).
export class Bar {
  constructor(root, state, act) {
    this.root = root;
    this.state = state;
    this.act = act;
    this.build();
  }

  build() {
    this.time = element("time", { class: "now-time" });
    this.date = element("span", { class: "now-date" });
    this.steps = element("fieldset", { class: "steps", "aria-label": phrase("clock") }, ...this.stepButtons(), this.jumpForm());
    this.root.replaceChildren(
      element(
        "div",
        { class: "brand" },
        element("img", { src: "/static/sela.svg", alt: "" }),
        element(
          "h1",
          {},
          element("span", { class: "brand-name" }, "Sela"),
          element("span", { class: "brand-detail" }, `${phrase("subtitle")} · ${this.state.organisation}`),
        ),
      ),
      element("div", { class: "now" }, this.time, this.date),
      this.steps,
      element("div", { class: "settings" }, this.picker(), this.languages(), this.colours()),
    );
  }

  stepButtons() {
    const button = (key, wish, ...content) => element(
      "button",
      {
        type: "button",
        class: `button${key === "next_break" ? " primary" : ""}`,
        "data-step": key,
        onclick: () => this.act.turn(wish),
      },
      ...content,
      phrase(key),
    );
    return [button("next_break", { step: "next_break" }, icon("break")), ...STEPS.map(([key, wish]) => button(key, wish))];
  }

  jumpForm() {
    this.field = element("input", { type: "datetime-local", required: true });
    const jump = (event) => {
      event.preventDefault();
      panel.hidePopover();
      this.act.turn({ step: "jump", at: this.field.value });
    };
    const panel = element(
      "form",
      { class: "jump", popover: "auto", onsubmit: jump },
      element("label", {}, phrase("jump_to"), this.field),
      element("button", { class: "button primary" }, phrase("go")),
    );
    const button = element("button", { type: "button", class: "button", "data-step": "jump" }, phrase("jump"));
    button.popoverTargetElement = panel;
    panel.addEventListener("toggle", (event) => { if (event.newState === "open") this.placeUnder(button, panel); });
    return element("span", { class: "jump-holder" }, button, panel);
  }

  placeUnder(button, panel) {
    const { left, bottom } = button.getBoundingClientRect();
    panel.style.top = `${bottom + 8}px`;
    panel.style.left = `${Math.max(12, Math.min(left, innerWidth - panel.offsetWidth - 12))}px`;
    this.field.focus();
  }

  picker() {
    const hidden = this.state.phones.filter((person) => !person.shown);
    if (!hidden.length) return null;
    const told = (person) => `${person.name} · ${phrase(person.role)} · ${person.place}`;
    const select = element(
      "select",
      { class: "picker", "aria-label": phrase("show_other") },
      element("option", { value: "" }, phrase("others")),
      ...hidden.map((person) => element("option", { value: person.user_id }, told(person))),
    );
    select.addEventListener("change", () => {
      this.act.showOther(Number(select.value));
      select.value = "";
    });
    return select;
  }

  languages() {
    const choice = (code) => element(
      "button",
      {
        type: "button",
        lang: code,
        "aria-pressed": String(spoken() === code),
        "aria-label": code === "id" ? "Bahasa Indonesia" : "English",
        onclick: () => this.act.changeLanguage(code),
      },
      code.toUpperCase(),
    );
    return element("div", { class: "languages", role: "group", "aria-label": phrase("language") }, choice("id"), choice("en"));
  }

  colours() {
    const label = phrase(isDark() ? "to_light" : "to_dark");
    return iconButton(isDark() ? "sun" : "moon", label, () => this.act.changeColours(isDark() ? "light" : "dark"));
  }

  setClock(now) {
    const { time_zone: zone } = this.state;
    this.time.textContent = timeWithZone(now, zone);
    this.time.dateTime = now.toISOString();
    this.date.textContent = longDate(now, zone);
    if (document.activeElement !== this.field) this.field.value = wallClock(now, zone);
    this.field.min = wallClock(now, zone);
  }

  setTurning(turning) {
    this.steps.disabled = turning;
    this.root.classList.toggle("turning", turning);
    this.root.setAttribute("aria-busy", String(turning));
  }
}
