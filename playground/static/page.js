// The page of phones: loads the cast, keeps every chat up to date, and turns the clock.

import { Bar, SYSTEM_IS_DARK } from "./bar.js";
import { element, iconButton } from "./dom.js";
import { PhoneView } from "./phone.js";
import * as server from "./server.js";
import { Tabs } from "./tabs.js";
import { phrase, refusal, shortDate, speak, spoken, timeWithZone } from "./words.js";

const NOTICE_SHOWS_MS = 4000;
const place = (id) => document.getElementById(id);

const page = { state: null, bar: null, tabs: null, phones: new Map(), extra: new Set(), now: null, missed: [] };

// --- what is remembered between visits

function remembered(key) {
  try { return localStorage.getItem(`sela-${key}`); } catch { return null; }
}

function remember(key, value) {
  try { localStorage.setItem(`sela-${key}`, value); } catch { /* a browser that keeps nothing still works */ }
}

// --- drawing

function draw() {
  document.documentElement.lang = spoken();
  document.title = phrase("title", { organisation: page.state.organisation });
  page.bar = new Bar(place("bar"), page.state, { turn, changeLanguage, changeColours, showOther });
  page.tabs = new Tabs((id) => page.phones.get(id), page.tabs?.chosen);
  drawHint();
  drawPhones();
}

function drawPhones() {
  const drafts = new Map([...page.phones].map(([id, view]) => [id, view.box?.value ?? ""]));
  const shown = page.state.phones.filter((person) => person.shown || page.extra.has(person.user_id));
  page.phones = new Map(shown.map((person) => {
    const view = new PhoneView(person, page.state.bot, {
      onClose: (closing) => closePhone(closing.id),
      onUnread: (unread) => page.tabs.mark(unread),
    });
    if (drafts.get(person.user_id) && view.box) view.box.value = drafts.get(person.user_id);
    return [person.user_id, view];
  }));
  const phones = [...page.phones.values()];
  page.tabs.set(phones);
  const row = { class: "phones", role: "group", "aria-label": phrase("phones") };
  place("stage").replaceChildren(page.tabs.root, element("div", row, ...phones.map((view) => view.root)));
  setClock(page.now);
  phones.forEach((view) => view.toNewest());
}

function drawHint() {
  const first = page.state.phones.find((person) => person.role === "employee") ?? page.state.phones[0];
  const hint = place("hint");
  hint.hidden = !first || remembered("hint") === "seen";
  const words = element("span", {}, phrase("hint", { name: first?.name.split(" ")[0] ?? "" }));
  hint.replaceChildren(words, iconButton("close", phrase("dismiss_hint"), dismissHint));
}

function dismissHint() {
  remember("hint", "seen");
  place("hint").hidden = true;
}

function showNotice(text, stays = false) {
  const notice = place("notice");
  notice.textContent = text;
  notice.hidden = false;
  clearTimeout(showNotice.timer);
  if (!stays) showNotice.timer = setTimeout(() => { notice.hidden = true; }, NOTICE_SHOWS_MS);
}

function setClock(now) {
  page.now = now;
  page.bar.setClock(now);
  page.phones.forEach((view) => view.setClock(now));
}

// --- what the visitor does

async function turn(wish) {
  page.bar.setTurning(true);
  showNotice(phrase("turning"), true);
  try {
    const { now } = await server.turnClock(wish);
    setClock(new Date(now));
    const zone = page.state.time_zone;
    showNotice(phrase("turned", { when: `${shortDate(page.now, zone)}, ${timeWithZone(page.now, zone)}` }));
    dismissHint();
  } catch (error) {
    if (!(error instanceof server.Refusal)) throw error;
    showNotice(refusal(error.key));
  } finally {
    page.bar.setTurning(false);
  }
}

async function changeLanguage(code) {
  speak(code);
  remember("language", code);
  page.state = await server.readState(code);
  draw();
}

function changeColours(colours) {
  remember("colours", colours);
  document.documentElement.dataset.colours = colours;
  redrawBar();
}

function redrawBar() {
  page.bar?.build();
  page.bar?.setClock(page.now);
}

async function showOther(userId) {
  page.extra.add(userId);
  await holdPhones();
  page.state = await server.readState(spoken());
  drawPhones();
  page.tabs.choose(userId);
  page.phones.get(userId).root.scrollIntoView({ inline: "end", block: "nearest" });
}

function closePhone(userId) {
  page.extra.delete(userId);
  holdPhones();
  drawPhones();
}

// Whose phone shows here does nothing by themselves; everybody else goes about their day.
async function holdPhones() {
  try {
    await server.hold([...page.extra]);
  } catch (error) {
    if (!(error instanceof server.Refusal)) throw error;
    showNotice(refusal(error.key));
  }
}

// --- what happens in the chats

const HAPPENINGS = {
  message: (view, event) => view.put(event.message),
  edit: (view, event) => view.put(event.message),
  delete: (view, event) => view.remove(event.message_id),
  typing: (view) => view.typing(),
  answer: (view, event) => view.answered(event),
  block: (view, event) => view.showBlocked(event.blocked),
  inline: (view, event) => view.offered?.(event),
};

// The commands may differ for each phone; a page that was too slow for the events looks anew.
const RELOADS = new Set(["commands", "lost"]);

function happened(event) {
  if (page.state === null || page.loading) page.missed.push(event);
  else if (event.type === "clock") setClock(new Date(event.now));
  else if (RELOADS.has(event.type)) load();
  else {
    const view = page.phones.get(event.chat_id);
    if (view) HAPPENINGS[event.type]?.(view, event);
  }
}

// Reads everything anew, then lets what happened meanwhile happen; each event may safely come twice.
async function load() {
  if (page.loading) return;
  page.loading = true;
  try {
    const first = page.state === null;
    page.state = await server.readState(spoken());
    page.now = new Date(page.state.now);
    if (first) {
      draw();
      await holdPhones();
    } else page.state.phones.forEach((person) => page.phones.get(person.user_id)?.update(person));
    setClock(page.now);
    place("notice").hidden = true;
  } catch (error) {
    if (!(error instanceof server.Refusal)) throw error;
    showNotice(phrase("reconnecting"), true);
  } finally {
    page.loading = false;
  }
  page.missed.splice(0).forEach(happened);
}

speak(remembered("language") ?? "id");
if (remembered("colours")) document.documentElement.dataset.colours = remembered("colours");
SYSTEM_IS_DARK.addEventListener("change", redrawBar);
server.listen({ onOpen: load, onEvent: happened, onLost: () => showNotice(phrase("reconnecting"), true) });
