// Draws one message as the phone shows it: text, photo, document, poll, buttons, the time on that person's clock.

import { element, icon, iconButton, modal } from "./dom.js";
import { formatted, linkTo } from "./entities.js";
import { fileAddress } from "./server.js";
import { fileSize, phrase, timeOfDay } from "./words.js";

// `view` says whose phone it is ({ name, timeZone, userId, botName }), `act` what its buttons do.
export function messageElement(message, view, act) {
  const own = message.from?.id === view.userId;
  const reply = () => act.reply(message);
  return element(
    "article",
    {
      class: `message ${own ? "own" : "theirs"}`,
      "data-message-id": message.message_id,
      oncontextmenu: (event) => { if (event.pointerType === "touch") { event.preventDefault(); reply(); } },
    },
    element("span", { class: "unseen" }, phrase("from_person", { name: own ? view.name : view.botName })),
    bubble(message, view, act),
    iconButton("reply", phrase("reply"), reply, { class: "icon-button answer" }),
    keyboard(message, act),
  );
}

// What a message says, in a line.
export function summary(message) {
  const words = message.text ?? message.caption ?? message.document?.file_name ?? message.poll?.question;
  return words ?? (message.photo ? phrase("picture") : "");
}

function bubble(message, view, act) {
  return element(
    "div",
    { class: `bubble${message.photo ? " with-photo" : ""}` },
    quoted(message.reply_to_message),
    message.photo ? photo(message.photo, message.caption) : null,
    message.document ? document_(message.document) : null,
    message.poll ? poll(message, act) : null,
    words(message, view, act),
  );
}

// The time floats at the end of the text: beside the last line where there is room, else under it.
function words(message, view, act) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities;
  const meta = element("span", { class: "meta" }, edited(message), moment(message, view));
  return element("div", { class: "text" }, ...formatted(text, entities, act), meta);
}

function quoted(original) {
  const text = original && summary(original);
  return text ? element("p", { class: "quoted reply" }, text) : null;
}

function edited(message) {
  return message.edit_date ? element("span", { class: "edited" }, phrase("edited")) : null;
}

function moment(message, view) {
  const sent = new Date(message.date * 1000);
  return element("time", { datetime: sent.toISOString() }, timeOfDay(sent, view.timeZone));
}

function photo(sizes, caption) {
  const largest = sizes.reduce((one, other) => (other.width * other.height > one.width * one.height ? other : one));
  const image = () => element("img", {
    src: fileAddress(largest.file_id),
    alt: caption ?? "",
    width: largest.width,
    height: largest.height,
    loading: "lazy",
  });
  const enlarge = () => modal("lightbox", phrase("photo"), phrase("close"), image());
  return element("button", { type: "button", class: "photo", "aria-label": phrase("photo"), onclick: enlarge }, image());
}

function document_(file) {
  const name = file.file_name ?? "file";
  return element(
    "a",
    {
      class: "document",
      href: fileAddress(file.file_id),
      target: "_blank",
      rel: "noopener",
      "aria-label": phrase("open_document", { name }),
    },
    element("span", { class: "document-mark" }, icon("document")),
    element(
      "span",
      { class: "document-words" },
      element("span", { class: "document-name" }, name),
      element("span", { class: "document-size" }, file.file_size ? fileSize(file.file_size) : ""),
    ),
  );
}

function poll(message, act) {
  const asked = message.poll;
  const open = !asked.is_closed && !act.voted(message);
  return element(
    "div",
    { class: "poll" },
    element("p", { class: "poll-question" }, ...formatted(asked.question, asked.question_entities, act)),
    element("p", { class: "poll-kind" }, pollKind(asked)),
    open ? ballot(message, act) : tally(asked, act.voted(message)),
    open ? null : explanation(asked, act),
    element("p", { class: "poll-total" }, phrase("votes", { count: asked.total_voter_count })),
  );
}

function explanation({ explanation: text, explanation_entities: entities }, act) {
  return text ? element("p", { class: "quoted" }, ...formatted(text, entities, act)) : null;
}

function pollKind(asked) {
  if (asked.is_closed) return phrase("poll_closed");
  if (asked.type === "quiz") return phrase("quiz");
  return phrase(asked.is_anonymous ? "poll" : "poll_open");
}

function ballot(message, act) {
  const asked = message.poll;
  const kind = asked.allows_multiple_answers ? "checkbox" : "radio";
  const options = asked.options.map((option, index) => element(
    "label",
    { class: "poll-option" },
    element("input", { type: kind, name: `poll-${message.message_id}`, value: index }),
    element("span", {}, ...formatted(option.text, option.text_entities, act)),
  ));
  const cast = (event) => {
    event.preventDefault();
    const chosen = new FormData(form).getAll(`poll-${message.message_id}`).map(Number);
    if (chosen.length) act.vote(message, chosen);
  };
  const form = element(
    "form", { class: "ballot", onsubmit: cast }, ...options, element("button", { class: "button" }, phrase("vote")),
  );
  return form;
}

function tally(asked, chosen) {
  const right = new Set([asked.correct_option_ids ?? asked.correct_option_id ?? []].flat());
  return element("ul", { class: "tally" }, ...asked.options.map((option, index) => {
    const share = asked.total_voter_count ? Math.round((100 * option.voter_count) / asked.total_voter_count) : 0;
    const mark = right.has(index) || chosen?.includes(index);
    return element(
      "li",
      { class: right.has(index) ? "right" : "" },
      element("span", { class: "tally-words" }, option.text, mark ? icon("check") : null),
      element("span", { class: "tally-share" }, `${share} %`),
      element("progress", { max: 100, value: share, "aria-hidden": "true" }),
    );
  }));
}

function keyboard(message, act) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return element("div", { class: "keyboard" }, ...rows.map((row) => element(
    "div", { class: "keyboard-row" }, ...row.map((button) => keyboardButton(message, button, act)),
  )));
}

function keyboardButton(message, button, act) {
  const style = `key${button.style ? ` key-${button.style}` : ""}`;
  const label = element("span", { class: "key-label" }, button.text);
  if (button.url) {
    const name = `${button.text}, ${phrase("opens_elsewhere")}`;
    return linkTo(button.url, [label, icon("link")], act, { class: style, "aria-label": name });
  }
  const made = element("button", { type: "button", class: style }, label);
  if (button.callback_data !== undefined) made.onclick = () => act.press(message, button.callback_data, made);
  else if (button.copy_text) made.onclick = () => act.copy(button.copy_text.text);
  else made.disabled = true;
  return made;
}
