// The one entry: marks that script runs, then loads each behavior only where the page asks for it.
import "./request.js";
import "./focus.js";
import "./theme.js";
import "./dialogs.js";
import "./send.js";
import "./toast.js";

document.documentElement.dataset.script = "";

const behaviors = [
  ["[data-due]", () => import("./clocks.js")],
  ["[data-draft], [data-sign-out], body:not([data-user])", () => import("./drafts.js")],
  ["[data-phi]", () => import("./phi.js")],
  ["[data-wedge]", () => import("./wedge.js")],
  ["[data-walk]", () => import("./walk.js")],
  ["[data-camera]", () => import("./camera.js")],
  ["[data-keyboard]", () => import("./keyboard.js")],
  ["[data-row]", () => import("./rows.js")],
  ["[data-live]", () => import("./live.js")],
  ["[data-copy]", () => import("./copy.js")],
  ["[data-show-password]", () => import("./password.js")],
  ["[data-sign-off]", () => import("./sign_off.js")],
  ["[data-idle-seconds]", () => import("./idle.js")],
  ["[data-paste]", () => import("./report.js")],
  ["[data-print]", () => import("./print.js")],
  ["[data-beat]", () => import("./ticket.js")],
  ["[data-names]", () => import("./names.js")],
  ["[data-more-below], [data-file-names]", () => import("./composer.js")],
];

const wanted = behaviors.filter(([selector]) => document.querySelector(selector));
Promise.allSettled(wanted.map(([, load]) => load())).then(() => { document.documentElement.dataset.ready = ""; });
