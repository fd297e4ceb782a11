// The line over a phone: whose it is, where that person is, and what their clock shows.

import { element, iconButton } from "./dom.js";
import { phrase } from "./words.js";

// `close` is what the close button does; null for a phone that stays.
export function caption({ name, place }, role, clock, close) {
  return element(
    "header",
    { class: "caption" },
    element("span", { class: "avatar", "aria-hidden": "true" }, initials(name)),
    element(
      "span",
      { class: "caption-words" },
      element("h2", {}, name),
      element("span", { class: "caption-detail" }, `${role} · ${place}`),
    ),
    element("span", { class: "caption-words caption-clock" }, ...clock),
    close ? iconButton("close", phrase("close_phone"), close) : null,
  );
}

function initials(name) {
  const names = name.split(" ").filter((part) => !/^(Pak|Bu|Bapak|Ibu)$/.test(part));
  return names.map((part) => part[0]).slice(0, 2).join("");
}
