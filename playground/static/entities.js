// Turns a Telegram text and its entities (offsets count UTF-16 units, as JavaScript does) into elements.

import { element } from "./dom.js";
import { phrase } from "./words.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_ADDRESS = /^(https?:|mailto:|tel:|tg:)/i;

// `act` knows what happens inside the chat: act.command("/start"), act.link("https://t.me/…") -> true if handled.
export function formatted(text, entities, act) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(text, sorted, 0, text.length, act);
}

export function safeAddress(address) {
  const whole = /^[\w.-]+\.\w+([/?#]|$)/.test(address) ? `https://${address}` : address;
  return SAFE_ADDRESS.test(whole) ? whole : null;
}

export function linkTo(address, children, act, attributes = {}) {
  const safe = safeAddress(address);
  if (!safe) return element("span", attributes, ...children);
  const open = (event) => { if (act.link(safe)) event.preventDefault(); };
  const outside = { href: safe, target: "_blank", rel: "noopener noreferrer" };
  return element("a", { ...outside, onclick: open, ...attributes }, ...children);
}

function pieces(text, entities, start, end, act) {
  const made = [];
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    if (entity.offset < at || entity.offset >= end) continue;
    const stop = Math.min(entity.offset + entity.length, end);
    const inner = entities.slice(index + 1).filter((other) => other.offset < stop);
    if (entity.offset > at) made.push(text.slice(at, entity.offset));
    made.push(wrapped(entity, text.slice(entity.offset, stop), pieces(text, inner, entity.offset, stop, act), act));
    at = BLOCKS.has(entity.type) && text[stop] === "\n" ? stop + 1 : stop;
  }
  if (at < end) made.push(text.slice(at, end));
  return made;
}

function wrapped(entity, raw, children, act) {
  if (entity.type in PLAIN_TAGS) return element(PLAIN_TAGS[entity.type], {}, ...children);
  switch (entity.type) {
    case "pre": return element("pre", {}, element("code", {}, ...children));
    case "blockquote": return element("blockquote", {}, ...children);
    case "expandable_blockquote": return expandable(children);
    case "spoiler": return spoiler(children);
    case "text_link": return linkTo(entity.url, children, act);
    case "url": return linkTo(raw, children, act);
    case "email": return linkTo(`mailto:${raw}`, children, act);
    case "phone_number": return linkTo(`tel:${raw}`, children, act);
    case "bot_command":
      return element("button", { type: "button", class: "inline-command", onclick: () => act.command(raw) }, ...children);
    default: return element("span", {}, ...children);
  }
}

function spoiler(children) {
  const content = element("span", { "aria-hidden": "true" }, ...children);
  const reveal = (event) => {
    if (!isPress(event)) return;
    event.preventDefault();
    hidden.replaceWith(element("span", { class: "revealed" }, ...children));
  };
  const hidden = element(
    "span",
    { class: "spoiler", role: "button", tabindex: 0, "aria-label": phrase("spoiler") },
    content,
  );
  hidden.addEventListener("click", reveal);
  hidden.addEventListener("keydown", reveal);
  return hidden;
}

function expandable(children) {
  const toggle = (event) => {
    if (event.target.closest("a, .spoiler")) return;
    quote.setAttribute("aria-expanded", String(quote.classList.toggle("open")));
  };
  const byKey = (event) => {
    if (event.target !== quote || !isPress(event)) return;
    event.preventDefault();
    toggle(event);
  };
  const quote = element(
    "blockquote",
    { class: "expandable", role: "button", tabindex: 0, "aria-expanded": "false", onclick: toggle, onkeydown: byKey },
    ...children,
  );
  return quote;
}

function isPress(event) {
  return event.type === "click" || event.key === "Enter" || event.key === " ";
}
