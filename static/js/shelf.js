// @ts-check
// What this laptop remembers, where it may remember anything: private browsing can forbid it, and a store can be full.

/** @template T @param {() => T} task @param {T} otherwise @returns {T} */
export function tried(task, otherwise) {
  try {
    return task();
  } catch {
    return otherwise;
  }
}

/** @param {string} key */
export const recall = (key) => tried(() => localStorage.getItem(key) || "", "");

/** Remember a text; an empty one is forgotten. @param {string} key @param {string} text */
export const remember = (key, text) => tried(() => (text ? localStorage.setItem(key, text) : localStorage.removeItem(key)), undefined);

/** The keys that begin like this, in their order. @param {string} start */
export const remembered = (start) => tried(() => Object.keys(localStorage).filter((key) => key.startsWith(start)).sort(), /** @type {string[]} */ ([]));
