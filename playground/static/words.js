// What the page itself says, in Indonesian and English; what Sela says comes from Sela.

const PHRASES = {
  id: {
    title: "{organisation} · ruang coba Sela",
    subtitle: "Ruang coba",
    clock: "Jam organisasi",
    next_break: "Istirahat berikutnya",
    plus_hour: "+1 jam",
    plus_minutes: "+10 menit",
    next_day: "Hari berikutnya",
    next_monday: "Senin depan",
    jump: "Lompat ke …",
    jump_to: "Lompat ke tanggal dan jam",
    go: "Lompat",
    turning: "Jam sedang diputar …",
    turned: "Sekarang {when}",
    language: "Bahasa",
    to_dark: "Ganti ke tampilan gelap",
    to_light: "Ganti ke tampilan terang",
    hint: "Putar jam ke istirahat berikutnya: pelajaran datang pada jam istirahat setempat. Tekan lagi sampai giliran {name}.",
    dismiss_hint: "Tutup petunjuk",
    others: "+ Orang lain",
    show_other: "Tampilkan ponsel orang lain",
    phones: "Ponsel",
    employee: "Pegawai",
    supervisor: "Atasan",
    admin: "Admin",
    phone_of: "Ponsel {name}, {role}, {place}",
    chat_of: "Obrolan {name} dengan {bot}",
    bot: "bot",
    typing: "sedang mengetik …",
    empty: "Belum ada pesan. Tekan Mulai untuk menyapa {bot}.",
    start: "Mulai",
    message: "Pesan",
    message_for: "Tulis pesan sebagai {name}",
    send: "Kirim",
    attach: "Lampirkan foto atau berkas",
    reply: "Balas",
    replying: "Membalas",
    no_reply: "Batal membalas",
    no_file: "Lepas lampiran",
    picture: "Foto",
    commands: "Daftar perintah",
    cards: "Kartu untuk dibagikan",
    no_cards: "Tidak ada kartu yang cocok.",
    no_commands: "{bot} belum memasang perintah.",
    more: "Pilihan lain",
    send_start: "Kirim /start",
    clear: "Bersihkan layar obrolan",
    block: "Blokir bot",
    unblock: "Buka blokir",
    blocked: "{name} memblokir {bot}.",
    close_phone: "Tutup ponsel ini",
    edited: "diedit",
    from_person: "{name}:",
    photo: "Foto, tekan untuk memperbesar",
    open_document: "Buka {name}",
    spoiler: "Teks tersembunyi, tekan untuk membaca",
    poll: "Jajak pendapat anonim",
    poll_open: "Jajak pendapat",
    quiz: "Kuis",
    vote: "Kirim suara",
    votes: "{count} suara",
    poll_closed: "Ditutup",
    close: "Tutup",
    ok: "Oke",
    newest: "Ke pesan terbaru",
    unread: "{count} pesan baru",
    copied: "Tersalin: {text}",
    opens_elsewhere: "membuka tautan",
    reconnecting: "Sambungan terputus; menyambung lagi …",
    only_forward: "Jam hanya bisa diputar maju.",
    file_too_big: "Berkas lebih dari 20 MB.",
    not_understood: "Permintaan ini tidak dapat dijalankan.",
    failed: "Tidak berhasil; coba lagi.",
  },
  en: {
    title: "{organisation} · Sela playground",
    subtitle: "Playground",
    clock: "The organisation’s clock",
    next_break: "Next break",
    plus_hour: "+1 h",
    plus_minutes: "+10 min",
    next_day: "Next day",
    next_monday: "Next Monday",
    jump: "Jump to …",
    jump_to: "Jump to date and time",
    go: "Jump",
    turning: "Turning the clock …",
    turned: "It is now {when}",
    language: "Language",
    to_dark: "Switch to dark colours",
    to_light: "Switch to light colours",
    hint: "Turn the clock to the next break: lessons arrive in each place’s own break. Press again until it is {name}’s turn.",
    dismiss_hint: "Dismiss the hint",
    others: "+ Others",
    show_other: "Show another person’s phone",
    phones: "Phones",
    employee: "Employee",
    supervisor: "Supervisor",
    admin: "Admin",
    phone_of: "Phone of {name}, {role}, {place}",
    chat_of: "Chat of {name} with {bot}",
    bot: "bot",
    typing: "typing …",
    empty: "No messages yet. Press Start to greet {bot}.",
    start: "Start",
    message: "Message",
    message_for: "Write a message as {name}",
    send: "Send",
    attach: "Attach a photo or file",
    reply: "Reply",
    replying: "Replying to",
    no_reply: "Do not reply",
    no_file: "Take the attachment away",
    picture: "Photo",
    commands: "List of commands",
    cards: "Cards to share",
    no_cards: "No card fits.",
    no_commands: "{bot} has set no commands yet.",
    more: "More choices",
    send_start: "Send /start",
    clear: "Clear the chat on screen",
    block: "Block the bot",
    unblock: "Unblock",
    blocked: "{name} has blocked {bot}.",
    close_phone: "Close this phone",
    edited: "edited",
    from_person: "{name}:",
    photo: "Photo, press to enlarge",
    open_document: "Open {name}",
    spoiler: "Hidden text, press to read",
    poll: "Anonymous poll",
    poll_open: "Poll",
    quiz: "Quiz",
    vote: "Vote",
    votes: "{count} votes",
    poll_closed: "Closed",
    close: "Close",
    ok: "OK",
    newest: "To the newest message",
    unread: "{count} new messages",
    copied: "Copied: {text}",
    opens_elsewhere: "opens a link",
    reconnecting: "Connection lost; reconnecting …",
    only_forward: "The clock only turns forward.",
    file_too_big: "The file is larger than 20 MB.",
    not_understood: "This request cannot be carried out.",
    failed: "That did not work; try again.",
  },
};

const LOCALES = { id: "id-ID", en: "en-GB" };
const ZONE_LABELS = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

let language = "id";

export function speak(chosen) {
  language = chosen in PHRASES ? chosen : "id";
}

export function spoken() {
  return language;
}

export function phrase(key, values = {}) {
  return PHRASES[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

export function refusal(key) {
  return phrase(key in PHRASES[language] ? key : "failed");
}

// "12.03" on an Indonesian page, "12:03" on an English one.
export function timeOfDay(moment, timeZone) {
  return formatted(moment, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function timeWithZone(moment, timeZone) {
  return `${timeOfDay(moment, timeZone)} ${zoneLabel(moment, timeZone)}`;
}

export function longDate(moment, timeZone) {
  return formatted(moment, { timeZone, weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

export function dayAndMonth(moment, timeZone) {
  return formatted(moment, { timeZone, weekday: "long", day: "numeric", month: "long" });
}

export function shortDate(moment, timeZone) {
  return formatted(moment, { timeZone, weekday: "short", day: "numeric", month: "short" });
}

// What a datetime-local field wants: the wall clock of that zone, to the minute.
export function wallClock(moment, timeZone) {
  const wall = new Intl.DateTimeFormat("sv-SE", {
    timeZone, dateStyle: "short", timeStyle: "short",
  }).format(moment);
  return wall.replace(" ", "T");
}

export function fileSize(bytes) {
  const units = [["MB", 1024 * 1024], ["kB", 1024], ["B", 1]];
  const [unit, size] = units.find(([, size]) => bytes >= size) ?? units[2];
  const figure = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(bytes / size);
  return `${figure} ${unit}`;
}

function zoneLabel(moment, timeZone) {
  if (timeZone in ZONE_LABELS) return ZONE_LABELS[timeZone];
  const parts = new Intl.DateTimeFormat(LOCALES[language], { timeZone, timeZoneName: "short" }).formatToParts(moment);
  return parts.find((part) => part.type === "timeZoneName").value;
}

function formatted(moment, options) {
  return new Intl.DateTimeFormat(LOCALES[language], options).format(moment);
}
