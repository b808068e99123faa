// Takes the place of a worker that kept lessons on a device for an earlier release: deletes them, entry by entry (a whole
// cache stays on the disk while it is open), and goes.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(forget()));

async function forget() {
  for (const name of (await caches.keys()).filter((one) => one.startsWith("learning "))) {
    const cache = await caches.open(name);
    await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
    await caches.delete(name);
  }
  await self.registration.unregister();
}
