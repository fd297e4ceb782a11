// One person's phone: its chat with Sela, its message box, and the small menus.

import { caption } from "./caption.js";
import { blockedBar, composer } from "./composer.js";
import { element, iconButton, menuButton, modal } from "./dom.js";
import { messageElement } from "./message.js";
import * as server from "./server.js";
import { dayAndMonth, phrase, refusal, shortDate, timeWithZone } from "./words.js";

const TYPING_SHOWS_MS = 5000;
const ANSWER_WAIT_MS = 10000;
const TOAST_SHOWS_MS = 4000;
const NEAR_THE_END_PX = 80;

export class PhoneView {
  // `person` comes from the state; `bot` is { name, username }; onClose and onUnread belong to the page.
  constructor(person, bot, { onClose, onUnread }) {
    this.person = person;
    this.bot = bot;
    this.messages = new Map(person.messages.map((message) => [message.message_id, message]));
    this.votes = new Map();
    this.waiting = new Map();
    this.clearedUpTo = 0;
    this.unread = 0;
    this.onClose = onClose;
    this.onUnread = onUnread;
    this.build();
  }

  get id() { return this.person.user_id; }

  build() {
    const { name, role, place } = this.person;
    const words = { name, role: phrase(role), place, bot: this.bot.name };
    this.clock = element("span", { class: "caption-time" });
    this.date = element("span", { class: "caption-detail" });
    this.following = true;
    this.status = element("span", { class: "chat-status" }, phrase("bot"));
    this.log = element("div", {
      class: "log",
      role: "log",
      "aria-live": "polite",
      "aria-label": phrase("chat_of", words),
      tabindex: 0,
      onscroll: () => this.scrolled(),
    });
    this.toast = element("div", { class: "toast", role: "status", hidden: true });
    this.newest = iconButton("down", phrase("newest"), () => this.toNewest(), { class: "icon-button newest", hidden: true });
    this.foot = element("div", { class: "foot" });
    this.root = element(
      "section",
      { class: `phone-place role-${role}`, id: `phone-${this.id}`, "aria-label": phrase("phone_of", words) },
      caption(this.person, words.role, [this.clock, this.date], this.person.shown ? null : () => this.onClose(this)),
      element(
        "div",
        { class: "phone" },
        this.chatHeader(),
        element("div", { class: "screen" }, this.log, this.newest, this.toast),
        this.foot,
      ),
    );
    new ResizeObserver(() => { if (this.following) this.toNewest(); }).observe(this.log);
    this.drawLog();
    this.drawFoot();
  }

  chatHeader() {
    const more = iconButton("more", phrase("more"));
    return element(
      "header",
      { class: "chat-header" },
      element("img", { class: "chat-mark", src: "/static/sela.svg", alt: "" }),
      element("span", { class: "chat-words" }, element("span", { class: "chat-name" }, this.bot.name), this.status),
      menuButton(more, () => this.choices()),
    );
  }

  choices() {
    return [
      { label: phrase("send_start"), act: () => this.say("/start") },
      { label: phrase("clear"), act: () => this.clear() },
      this.person.blocked
        ? { label: phrase("unblock"), act: () => this.setBlocked(false) }
        : { label: phrase("block"), act: () => this.setBlocked(true) },
    ];
  }

  // --- what happens in the chat

  update(person) {
    const before = JSON.stringify([this.person.blocked, this.person.commands]);
    const scrolledTo = this.following ? null : this.log.scrollTop;
    this.person = person;
    this.messages = new Map(person.messages.map((message) => [message.message_id, message]));
    this.drawLog();
    if (scrolledTo !== null) this.log.scrollTop = scrolledTo;
    if (before !== JSON.stringify([person.blocked, person.commands])) this.drawFoot(this.box?.value);
  }

  put(message) {
    const known = this.messages.has(message.message_id);
    this.messages.set(message.message_id, message);
    this.stopTyping();
    if (message.message_id <= this.clearedUpTo) return;
    const following = this.following || message.from?.id === this.id;
    if (known) this.change(message);
    else this.append(message, following);
    if (following) this.toNewest();
  }

  change(message) {
    const drawn = this.drawn(message);
    drawn.classList.add("changed");
    this.log.querySelector(`[data-message-id="${message.message_id}"]`)?.replaceWith(drawn);
  }

  append(message, following) {
    if (this.visible().length === 1) {
      this.drawLog();
    } else {
      const sent = this.day(message);
      if (sent !== this.lastDay) this.log.append(element("p", { class: "day" }, sent));
      this.lastDay = sent;
      const drawn = this.drawn(message);
      drawn.classList.add("arrived");
      this.log.append(drawn);
    }
    if (message.from?.id !== this.id) this.countUnread(following);
  }

  countUnread(following) {
    const seen = following && this.root.getClientRects().length > 0;
    if (seen) return;
    this.unread += 1;
    this.newest.hidden = this.isAtEnd();
    this.onUnread(this);
  }

  remove(messageId) {
    this.messages.delete(messageId);
    this.drawLog();
  }

  typing() {
    this.status.textContent = phrase("typing");
    this.status.classList.add("typing");
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.stopTyping(), TYPING_SHOWS_MS);
  }

  stopTyping() {
    clearTimeout(this.typingTimer);
    this.status.textContent = phrase("bot");
    this.status.classList.remove("typing");
  }

  answered({ callback_query_id, text, show_alert }) {
    this.settle(callback_query_id);
    if (!text) return;
    if (show_alert) modal("alert", this.bot.name, phrase("ok"), element("p", {}, text));
    else this.showToast(text);
  }

  setClock(now) {
    this.clock.textContent = timeWithZone(now, this.person.time_zone);
    this.date.textContent = shortDate(now, this.person.time_zone);
  }

  // --- what the person does

  say(text, replyTo = null) {
    return this.attempt(() => server.say(this.id, text, replyTo));
  }

  async press(message, data, button) {
    button.setAttribute("aria-busy", "true");
    const release = () => button.removeAttribute("aria-busy");
    const pressed = await this.attempt(() => server.press(this.id, message.message_id, data));
    if (!pressed || this.waiting.get(pressed.callback_query_id) === "answered") return release();
    this.waiting.set(pressed.callback_query_id, release);
    setTimeout(() => this.settle(pressed.callback_query_id), ANSWER_WAIT_MS);
  }

  settle(queryId) {
    const release = this.waiting.get(queryId);
    this.waiting.set(queryId, "answered");
    if (release instanceof Function) release();
  }

  async vote(message, optionIds) {
    this.votes.set(message.message_id, optionIds);
    const counted = await this.attempt(() => server.vote(this.id, message.message_id, optionIds));
    if (!counted) this.votes.delete(message.message_id);
    this.change(this.messages.get(message.message_id));
  }

  async setBlocked(blocked) {
    await this.attempt(() => (blocked ? server.block : server.unblock)(this.id));
  }

  showBlocked(blocked) {
    this.person = { ...this.person, blocked };
    this.drawFoot(this.box?.value);
  }

  async attempt(wish) {
    try {
      return await wish();
    } catch (error) {
      if (!(error instanceof server.Refusal)) throw error;
      this.showToast(refusal(error.key));
      return null;
    }
  }

  followLink(address) {
    const link = new URL(address);
    const named = link.pathname.slice(1).toLowerCase() === this.bot.username.toLowerCase();
    const isOwn = named && ["t.me", "telegram.me"].includes(link.host);
    const payload = link.searchParams.get("start");
    if (isOwn && payload !== null) this.say(`/start ${payload}`.trim());
    return isOwn && payload !== null;
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    this.showToast(phrase("copied", { text }));
  }

  // --- how it is drawn

  drawn(message) {
    const view = { name: this.person.name, userId: this.id, timeZone: this.person.time_zone, botName: this.bot.name };
    return messageElement(message, view, {
      press: (...press) => this.press(...press),
      vote: (...vote) => this.vote(...vote),
      voted: (asked) => this.voted(asked),
      reply: (asked) => this.replyTo?.(asked),
      command: (text) => this.say(text),
      link: (address) => this.followLink(address),
      copy: (text) => this.copy(text),
    });
  }

  // A private chat has one voter: a counted vote that this page does not remember was cast before a reload.
  voted(message) {
    const own = this.votes.get(message.message_id);
    if (own) return own;
    const counted = message.poll.options.flatMap((option, index) => (option.voter_count ? [index] : []));
    return counted.length ? counted : null;
  }

  drawLog() {
    const shown = this.visible();
    const parts = [];
    this.lastDay = null;
    for (const message of shown) {
      const day = this.day(message);
      if (day !== this.lastDay) parts.push(element("p", { class: "day" }, day));
      this.lastDay = day;
      parts.push(this.drawn(message));
    }
    this.log.replaceChildren(...(shown.length ? parts : [this.greeting()]));
    this.toNewest();
  }

  greeting() {
    return element(
      "div",
      { class: "greeting" },
      element("img", { src: "/static/sela.svg", alt: "" }),
      element("p", {}, this.bot.description || phrase("empty", { bot: this.bot.name })),
      element("button", { type: "button", class: "button primary", onclick: () => this.say("/start") }, phrase("start")),
    );
  }

  drawFoot(draft = "") {
    this.box = this.replyTo = null;
    if (this.person.blocked) {
      this.foot.replaceChildren(blockedBar(this.person, this.bot, () => this.setBlocked(false)));
      return;
    }
    const drawn = composer(this.person, this.bot, draft, {
      say: (...words) => this.say(...words),
      sendFile: (...sent) => this.attempt(() => server.sendFile(this.id, ...sent)),
      inline: (words) => this.attempt(() => server.inline(this.id, words)),
      choose: (queryId, resultId) => this.attempt(() => server.choose(this.id, queryId, resultId)),
    });
    this.box = drawn.box;
    this.offered = drawn.answered;
    this.replyTo = drawn.replyTo;
    this.foot.replaceChildren(drawn.root);
  }

  clear() {
    this.clearedUpTo = Math.max(0, ...this.messages.keys());
    this.drawLog();
  }

  visible() {
    return [...this.messages.values()]
      .filter((message) => message.message_id > this.clearedUpTo)
      .sort((a, b) => a.message_id - b.message_id);
  }

  day(message) {
    return dayAndMonth(new Date(message.date * 1000), this.person.time_zone);
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_THE_END_PX;
  }

  toNewest() {
    this.log.scrollTop = this.log.scrollHeight;
    this.scrolled();
  }

  scrolled() {
    if (!this.root.getClientRects().length) return;
    if (this.grew() && this.following) this.log.scrollTop = this.log.scrollHeight;
    this.following = this.isAtEnd();
    if (!this.following) return;
    this.newest.hidden = true;
    if (this.unread === 0) return;
    this.unread = 0;
    this.onUnread(this);
  }

  // A new width or a loaded picture moves the end away without anybody scrolling.
  grew() {
    const size = `${this.log.scrollHeight} ${this.log.clientHeight}`;
    const changed = size !== this.size;
    this.size = size;
    return changed;
  }

  showToast(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toast.hidden = true; }, TOAST_SHOWS_MS);
  }
}
