// What goes along with the next message: the message it answers, and a file; each can be taken away again.

import { element, icon, iconButton } from "./dom.js";
import { summary } from "./message.js";
import { fileSize, phrase } from "./words.js";

// `onChange` is called after each change. Returns { root, file, attach(file), answer(message), take() }.
export function pendingParts(onChange) {
  const parts = { file: null, answered: null };
  const root = element("div", { class: "pending", hidden: true });
  let shownPicture = null;
  const change = (part, value) => {
    parts[part] = value;
    draw();
    onChange();
  };
  const draw = () => {
    if (shownPicture) URL.revokeObjectURL(shownPicture);
    shownPicture = parts.file?.type.startsWith("image/") ? URL.createObjectURL(parts.file) : null;
    const { file, answered } = parts;
    const rows = [
      answered && row(icon("reply"), phrase("replying"), summary(answered), phrase("no_reply"), () => change("answered", null)),
      file && row(mark(shownPicture), file.name, fileSize(file.size), phrase("no_file"), () => change("file", null)),
    ].filter(Boolean);
    root.replaceChildren(...rows);
    root.hidden = !rows.length;
  };
  return {
    root,
    get file() { return parts.file; },
    attach: (file) => change("file", file),
    answer: (message) => change("answered", message),
    take() {
      const taken = { file: parts.file, answered: parts.answered?.message_id ?? null };
      Object.assign(parts, { file: null, answered: null });
      draw();
      return taken;
    },
  };
}

function row(sign, title, detail, dropLabel, drop) {
  return element(
    "div",
    { class: "pending-row" },
    sign,
    element(
      "span",
      { class: "pending-words" },
      element("span", { class: "pending-title" }, title),
      element("span", { class: "menu-detail" }, detail),
    ),
    iconButton("close", dropLabel, drop),
  );
}

function mark(picture) {
  return picture ? element("img", { class: "pending-picture", src: picture, alt: "" }) : icon("document");
}
