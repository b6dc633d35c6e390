/** The one way this page makes elements: text stays text, no string ever becomes markup. */

/** `attributes`: `on*` are listeners, true/false are flags, null is left out; `children`: nodes, strings, or null. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function button(label, attributes = {}, ...children) {
  return el("button", { type: "button", ...attributes }, label, ...children);
}

/** A drawing from a path of 24 × 24; decoration only, the words are in the button's label. */
export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const DRAWINGS = {
  attach: "M20 11.5l-8.3 8.3a5.5 5.5 0 0 1-7.8-7.8l8.5-8.5a3.7 3.7 0 0 1 5.2 5.2l-8.5 8.5a1.8 1.8 0 0 1-2.6-2.6l7.8-7.8",
  send: "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M17.5 10h.01M7 14h10",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  link: "M8 16L18 6M10 6h8v8",
  copy: "M9 9h10v11H9zM5 15V4h10",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  place: "M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  down: "M12 5v13M6 12.5l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
};
