// Reads QR codes from the camera: by the browser where it can, else by a decoder of our own that is loaded then.

const SIDE = 640; // pixels that the decoder is given
const BREATH = 150; // milliseconds between two looks
const SAME = 4000; // milliseconds in which a code that is still in the picture is not told again

async function browsersOwn() {
  if (!("BarcodeDetector" in globalThis)) return null;
  if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
}

async function ourOwn(address) {
  const { default: decode } = await import(address);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decode(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch { // nothing in this picture
      return "";
    }
  };
}

/** Show the camera in `video` and tell `found` each code; return what stops it. Rejects where there is no camera. */
export async function start(video, decoder, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  video.srcObject = stream;
  await video.play();
  const read = (await browsersOwn()) ?? (await ourOwn(decoder));
  let running = true, last = "", when = 0;
  (async () => {
    while (running) {
      const text = video.videoWidth ? await read(video).catch(() => "") : "";
      if (running && text && (text !== last || Date.now() - when > SAME)) {
        [last, when] = [text, Date.now()];
        found(text);
      }
      await new Promise((go) => setTimeout(go, BREATH));
    }
  })();
  return () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
