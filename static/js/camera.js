// The camera as a scanner. The decoder (a third of a megabyte) is fetched when the button is first pressed.
const box = document.querySelector("[data-camera]");
const [button, video, status] = ["button", "video", "[role=status]"].map((part) => box.querySelector(part));
const PAUSE = 120;
let stream = null;
let decoder = null;

const pause = () => new Promise((done) => { setTimeout(done, PAUSE); });

function loadDecoder() {
  decoder ||= new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: box.dataset.decoder, onerror: failed });
    script.onload = () => {
      window.ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => box.dataset.wasm } });
      done(window.ZXingWASM.readBarcodes);
    };
    document.head.append(script);
  });
  return decoder;
}

function show(on, words) {
  video.hidden = !on;
  button.setAttribute("aria-pressed", on);
  status.textContent = words;
}

function stop(words = "") {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  show(false, words);
}

function picture(canvas) {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(video, 0, 0);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

async function look(read) {
  const canvas = document.createElement("canvas");
  while (stream) {
    const [found] = video.videoWidth ? await read(picture(canvas), { maxNumberOfSymbols: 1 }) : [];
    if (found?.isValid && stream) return found.text;
    await pause();
  }
  return "";
}

async function start() {
  stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  show(true, box.dataset.looking);
  const [read] = await Promise.all([loadDecoder(), video.play()]);
  const text = await look(read);
  if (!text) return;
  stop();
  const form = document.querySelector("form[data-wedge]");
  form.elements.code.value = text;
  form.requestSubmit();
}

button.addEventListener("click", () => {
  if (stream) stop();
  else start().catch(() => stop(box.dataset.refused));
});
