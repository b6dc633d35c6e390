/** A message's text and its entities (offsets in UTF-16 units, as in the Bot API) as elements. */

import { el } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const OPENS = /^(https?|mailto|tel):/i;

/** `onCommand(text)` is called when the person presses a «/command» inside the text. */
export function formatted(text, entities, onCommand) {
  const outermostFirst = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, outermostFirst, onCommand);
  return fragment;
}

function fill(parent, text, from, to, entities, onCommand) {
  let at = from;
  for (let i = 0; i < entities.length; ) {
    const { offset, length } = entities[i];
    const end = Math.min(offset + length, to);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    const node = nodeFor(entities[i], text.slice(offset, end), onCommand);
    parent.append(text.slice(at, offset));
    fill(node, text, offset, end, entities.slice(i + 1, next), onCommand);
    parent.append(node);
    at = end;
    i = next;
  }
  parent.append(text.slice(at, to));
}

function nodeFor(entity, words, onCommand) {
  if (TAGS[entity.type]) return el(TAGS[entity.type]);
  if (entity.type === "text_link") return link(entity.url);
  if (entity.type === "url") return link(OPENS.test(words) ? words : `https://${words}`);
  if (entity.type === "email") return link(`mailto:${words}`);
  if (entity.type === "phone_number") return link(`tel:${words.replace(/[^+\d]/g, "")}`);
  if (entity.type === "bot_command") return pressable("command", () => onCommand(words));
  if (entity.type === "spoiler") {
    const cover = pressable("spoiler", () => {
      cover.classList.add("shown");
      cover.removeAttribute("aria-label");
    });
    cover.setAttribute("aria-label", "Nội dung ẩn, bấm để xem");
    return cover;
  }
  return el("span");
}

/** An address that a browser should not follow (javascript:, tg://) stays plain words. */
function link(address) {
  return OPENS.test(address) ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }) : el("span");
}

/** A button that flows and breaks with the line, which a real <button> cannot. */
function pressable(name, action) {
  return el("span", {
    class: name, role: "button", tabindex: "0", onclick: action,
    onkeydown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      action();
    },
  });
}
