/** «Thử gì trước?»: the story of one registration and of its course in six steps, each with the way to its phone. */

import { button, DRAWINGS, el, icon } from "./dom.js";

const STEPS = [
  { who: "Lan", title: "Lan giới thiệu mình", words: "Ở máy của Lan (cán bộ xã): bấm «Bắt đầu», rồi «Đồng ý và chia sẻ số điện thoại». Bot nhận ra cán bộ qua số điện thoại, không cần mật khẩu." },
  { who: "Lan", title: "Lan tìm lớp và đăng ký", words: "Gõ «/lop» để xem các lớp đang mở, hoặc gõ «chuyen doi so» – không dấu cũng được. Mở một lớp, bấm «Đăng ký» rồi «Xác nhận»." },
  { who: "Hòa", title: "Hòa duyệt", words: "Ở máy của Hòa (lãnh đạo): bấm «Bắt đầu» và chia sẻ số như Lan. Khi đề nghị của Lan tới, bấm «Duyệt», hoặc «Từ chối» kèm lý do." },
  { who: "Lan", title: "Lan nhận kết quả", words: "Ở máy của Lan: tin duyệt tới ngay. Gõ «/dangky» để xem các đăng ký của mình hoặc rút đăng ký." },
  { who: "Minh", title: "Minh đổi lịch lớp", words: "Ở máy của Minh (điều phối viên): gõ «/quanly», mở lớp của Lan, bấm «Đổi, hoãn, huỷ lớp». Ai bị ảnh hưởng và nội dung sẽ gửi hiện ra trước khi lưu." },
  { who: "Hạnh", title: "Hạnh xem lịch dạy", words: "Ở máy của Hạnh (giảng viên): buổi được phân công tới ngay khi liên kết. Tới ngày học, gõ «/diemdanh»; đồng hồ ở góc trên đưa ngày ấy tới sớm." },
];
const SEEN = "story-seen";

/** `find(givenName)` gives the id of a person of the cast or undefined; `show(id)` brings that phone forward. */
export function setUpStory(find, show) {
  const panel = document.getElementById("story");
  const opener = document.getElementById("story-button");
  const set = (open) => {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) localStorage.setItem(SEEN, "yes");
  };
  const close = () => {
    set(false);
    opener.focus();
  };
  panel.replaceChildren(
    el("div", { class: "story-top" },
      el("h2", { id: "story-title" }, "Thử gì trước?"),
      button(icon(DRAWINGS.close), { class: "tool", "aria-label": "Đóng hướng dẫn", onclick: close })),
    el("ol", {}, STEPS.map((step) => stepItem(step, find(step.who), (id) => {
      if (matchMedia("(max-width: 899px)").matches) set(false);
      show(id);
    }))),
    el("p", { class: "story-end" }, "Mọi thứ ở đây chạy trên máy này, không gửi gì ra ngoài."));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && close());
  opener.addEventListener("click", () => {
    set(panel.hidden);
    if (!panel.hidden) panel.querySelector("button").focus();
  });
  set(localStorage.getItem(SEEN) === null && matchMedia("(min-width: 1000px)").matches);
}

function stepItem({ who, title, words }, id, show) {
  return el("li", {}, el("strong", {}, title), el("p", {}, words),
    id === undefined ? null : button(`Tới máy của ${who}`, { class: "go", onclick: () => show(id) }));
}
