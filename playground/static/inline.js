// Inline mode: text that begins with @ and the bot's name offers cards above the message box; a tap sends one.

import { element } from "./dom.js";
import { phrase } from "./words.js";

const ASK_AFTER_MS = 300;

// `act` has inline(words) and choose(queryId, resultId). Returns { root, holds(), answered(event) }.
export function inlineCards(bot, box, act) {
  const root = element("div", { class: "cards", role: "listbox", "aria-label": phrase("cards"), hidden: true });
  const name = new RegExp(`^@${bot.username}(?:\\s+|$)`, "i");
  let asked = null;
  let timer = 0;
  const holds = () => name.test(box.value);
  const hide = () => {
    clearTimeout(timer);
    asked = null;
    root.hidden = true;
  };
  const ask = async () => {
    const sent = await act.inline(box.value.replace(name, "").trim().slice(0, 256));
    if (sent && holds()) asked = sent.inline_query_id;
  };
  box.addEventListener("input", () => {
    hide();
    if (holds()) timer = setTimeout(ask, ASK_AFTER_MS);
  });
  const choose = async (resultId) => {
    const queryId = asked;
    box.value = "";
    hide();
    await act.choose(queryId, resultId);
  };
  const card = ({ id, title, description }) =>
    element(
      "button",
      { type: "button", class: "menu-item card", role: "option", onclick: () => choose(id) },
      element("span", {}, title),
      element("span", { class: "menu-detail" }, description ?? ""),
    );
  const answered = ({ inline_query_id: queryId, results, button }) => {
    if (!holds()) return;
    asked = queryId;
    const none = element("p", { class: "menu-detail" }, button?.text ?? phrase("no_cards"));
    root.replaceChildren(...(results.length ? results.map(card) : [none]));
    root.hidden = false;
  };
  return { root, holds, answered };
}
