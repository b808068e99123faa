// What a device keeps for one door, in a database of its own, so that all of it goes at once.

const name = (door) => `door-${door}`;
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Open the database of `door`: `kept` holds the list, `rows` the check-ins by number, `heads` the lists they are of. */
export function open(door) {
  const request = indexedDB.open(name(door), 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("kept");
    request.result.createObjectStore("rows", { keyPath: "number" });
    request.result.createObjectStore("heads");
  };
  return done(request);
}

const store = (base, table, mode) => base.transaction(table, mode).objectStore(table);

export const get = (base, table, key) => done(store(base, table, "readonly").get(key));
export const all = (base, table) => done(store(base, table, "readonly").getAll());
export const put = (base, table, value, key) => done(store(base, table, "readwrite").put(value, key));
export const remove = (base, table, key) => done(store(base, table, "readwrite").delete(key));

/** Delete all that is kept for `door`. */
export function wipe(base, door) {
  base.close();
  return done(indexedDB.deleteDatabase(name(door)));
}
