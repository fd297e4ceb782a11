// The foot of a phone: the message box with its command list and file button, or the bar of a blocked bot.

import { element, icon, iconButton, menuButton } from "./dom.js";
import { inlineCards } from "./inline.js";
import { pendingParts } from "./pending.js";
import { phrase } from "./words.js";

const LONGEST_CAPTION = 1024;

// `act` has say(text, replyTo), sendFile(file, caption, replyTo), inline(words) and choose(queryId, resultId).
// Returns { root, box, answered, replyTo }: answered(event) takes the cards of an inline query, and
// replyTo(message) lets what is written next answer that message.
export function composer(person, bot, draft, act) {
  const box = element("textarea", {
    rows: 1,
    placeholder: phrase("message"),
    "aria-label": phrase("message_for", { name: person.name }),
    maxlength: 4096,
  });
  const cards = inlineCards(bot, box, act);
  const pending = pendingParts(() => box.focus());
  const send = async (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (cards.holds() || (!text && !pending.file)) return;
    const { file, answered } = pending.take();
    box.value = "";
    const words = file ? text.slice(0, LONGEST_CAPTION) : text;
    const sent = await (file ? act.sendFile(file, words, answered) : act.say(words, answered));
    if (sent === null && !box.value) box.value = text;
  };
  box.value = draft;
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
  const root = element(
    "form",
    { class: "composer", onsubmit: send },
    cards.root,
    pending.root,
    commandMenu(person, bot, act),
    box,
    ...filePicker(pending.attach),
    element("button", { class: "icon-button send", "aria-label": phrase("send"), title: phrase("send") }, icon("send")),
  );
  return { root, box, answered: cards.answered, replyTo: pending.answer };
}

export function blockedBar(person, bot, unblock) {
  return element(
    "div",
    { class: "blocked" },
    element("p", {}, phrase("blocked", { name: person.name, bot: bot.name })),
    element("button", { type: "button", class: "button", onclick: unblock }, phrase("unblock")),
  );
}

function commandMenu(person, bot, act) {
  const button = iconButton("menu", phrase("commands"));
  const items = person.commands.map(({ command, description }) => ({
    label: `/${command}`, detail: description, act: () => act.say(`/${command}`),
  }));
  return menuButton(button, () => (items.length ? items : [{ label: phrase("no_commands", { bot: bot.name }) }]));
}

function filePicker(attach) {
  const picked = element("input", { type: "file", hidden: true });
  picked.addEventListener("change", () => {
    if (picked.files.length) attach(picked.files[0]);
    picked.value = "";
  });
  return [picked, iconButton("attach", phrase("attach"), () => picked.click())];
}
