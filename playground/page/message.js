/** One message of the chat: what it carries, its words, its time, and the buttons under it. */

import { fileAddress } from "./api.js";
import { timeOf } from "./dates.js";
import { button, DRAWINGS, el, icon } from "./dom.js";
import { formatted } from "./entities.js";

/** `actions`: `press(message, key, element)`, `command(text)`, `tell(text)`. */
export function messageRow(message, actions) {
  const words = message.text
    ? el("div", { class: "words" }, formatted(message.text, message.entities, actions.command))
    : null;
  return el("li", { class: `row ${message.from_bot ? "theirs" : "own"}`, "data-id": message.id, tabindex: "-1" },
    el("article", { class: "bubble" },
      el("span", { class: "unseen" }, message.from_bot ? "Bot: " : "Tôi: "),
      message.photo ? photo(message.photo) : null,
      message.video ? film(message.video) : null,
      message.document ? paper(message.document) : null,
      message.contact ? card(message.contact) : null,
      message.location ? place(message.location) : null,
      words,
      stamp(message),
      message.reactions.length ? el("span", { class: "reactions", "aria-label": "Bot bày tỏ" }, message.reactions.join(" ")) : null),
    message.buttons.length ? inlineKeyboard(message, actions) : null);
}

function photo({ file_id: id }) {
  return el("a", { class: "photo", href: fileAddress(id), target: "_blank", "aria-label": "Mở ảnh" },
    el("img", { src: fileAddress(id), alt: "Ảnh trong tin nhắn" }));
}

function film({ file_id: id }) {
  return el("video", {
    class: "film", src: fileAddress(id), controls: true, playsinline: true, preload: "metadata", "aria-label": "Video trong tin nhắn",
  });
}

function paper({ file_id: id, name, size }) {
  return el("a", { class: "paper", href: fileAddress(id), download: name },
    el("span", { class: "paper-mark" }, icon(DRAWINGS.file)),
    el("span", { class: "paper-words" },
      el("span", { class: "paper-name" }, name),
      el("span", { class: "paper-size" }, `${sizeInWords(size)} · Tải về`)));
}

function card({ first_name: first, last_name: last, phone_number: phone }) {
  return el("div", { class: "card" },
    el("span", { class: "card-mark" }, icon(DRAWINGS.person)),
    el("span", {}, el("strong", {}, [last, first].filter(Boolean).join(" ") || "Danh bạ"), el("span", { class: "card-phone" }, phone)));
}

function place({ latitude, longitude }) {
  return el("a", {
    class: "card", target: "_blank", rel: "noopener noreferrer",
    href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`,
  },
  el("span", { class: "card-mark" }, icon(DRAWINGS.place)),
  el("span", {}, el("strong", {}, "Vị trí"), el("span", { class: "card-phone" }, `${latitude}, ${longitude}`)));
}

function stamp({ date, edited }) {
  return el("span", { class: "stamp" }, edited ? "đã sửa " : "",
    el("time", { datetime: new Date(date * 1000).toISOString() }, timeOf(date)));
}

function inlineKeyboard(message, actions) {
  return el("div", { class: "inline", role: "group", "aria-label": "Nút của tin nhắn" },
    message.buttons.map((row) => el("div", { class: "inline-row" }, row.map((key) => inlineKey(message, key, actions)))));
}

function inlineKey(message, key, actions) {
  const look = { class: `key ${key.style ?? ""}` };
  if (key.url) {
    return el("a", { ...look, href: key.url, target: "_blank", rel: "noopener noreferrer" }, key.text, icon(DRAWINGS.link));
  }
  if (key.copy_text) {
    const copy = () => navigator.clipboard.writeText(key.copy_text.text)
      .then(() => actions.tell("Đã sao chép."), () => actions.tell(`Không sao chép được. Nội dung: ${key.copy_text.text}`));
    return button(key.text, { ...look, onclick: copy }, icon(DRAWINGS.copy));
  }
  if (key.callback_data === undefined) return button(key.text, { ...look, disabled: true });
  return button(key.text, { ...look, onclick: (event) => actions.press(message, key, event.currentTarget) });
}

function sizeInWords(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [amount, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "KB"] : [bytes / 1024 ** 2, "MB"];
  return `${amount.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${unit}`;
}
