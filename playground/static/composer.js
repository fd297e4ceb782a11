// The foot of a phone: the message box with its command list and file button, or the bar of a blocked bot.

import { element, icon, iconButton, menuButton } from "./dom.js";
import { phrase } from "./words.js";

// `act` has say(text) and sendFile(file). Returns { root, box }.
export function composer(person, bot, draft, act) {
  const box = element("textarea", {
    rows: 1,
    placeholder: phrase("message"),
    "aria-label": phrase("message_for", { name: person.name }),
    maxlength: 4096,
  });
  const send = (event) => {
    event.preventDefault();
    const text = box.value.trim();
    box.value = "";
    if (text) act.say(text);
  };
  box.value = draft;
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
  const root = element(
    "form",
    { class: "composer", onsubmit: send },
    commandMenu(person, bot, act),
    box,
    ...filePicker(act),
    element("button", { class: "icon-button send", "aria-label": phrase("send"), title: phrase("send") }, icon("send")),
  );
  return { root, box };
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

function filePicker(act) {
  const picked = element("input", { type: "file", hidden: true });
  picked.addEventListener("change", async () => {
    if (picked.files.length) await act.sendFile(picked.files[0]);
    picked.value = "";
  });
  return [picked, iconButton("attach", phrase("attach"), () => picked.click())];
}
