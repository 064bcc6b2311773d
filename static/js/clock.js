// @ts-check
// The server's clock on a laptop whose own clock is wrong, drifts, or is set in the middle of the afternoon.

/** @typedef {{connected: boolean, volatile: {emit: (name: string, ...rest: any[]) => unknown}}} Line */

/** By how much we trust a laptop's clock to run well: 200 millionths, 12 ms in a minute. */
const DRIFT = 2e-4;
/** When to ask after a connection was made, and how often then, ms. */
const FIRST = [0, 700, 2000, 5000];
const OFTEN = 120_000;
/** Known no better than this (a crowded network): ask again soon, then ever more rarely, ms. */
const [POOR, SOON] = [150, 2500];
/** No answer for so long: ask again, ms. */
const PATIENCE = 5000;

export class ServerClock {
  /** @param {() => number} local ms on this laptop; only its differences count, so it need not know the date */
  constructor(local = () => performance.now()) {
    this.local = local;
    this.offset = Date.now() - local();
    this.error = Infinity;
    this.learned = 0;
    this.known = false; // before the first answer there is only the laptop's own clock
    /** @type {number[]} when to ask next, by our clock */
    this.due = [];
    [this.asked, this.again] = [NaN, SOON];
  }

  /** Now, as the server's clock has it: ms since 1970 UTC. */
  now() {
    return this.local() + this.offset;
  }

  /** By how much `now` may be wrong, ms: half the way of the answer it rests on, and more the older that is. */
  uncertainty() {
    return this.error + (this.local() - this.learned) * DRIFT;
  }

  /** Take in an answer, unless what we have is better: the server's clock is at most half the way off. Where both cannot
   * be true, somebody set the server's clock, and the newer one holds. @param {number} asked @param {number} server */
  learn(asked, server) {
    const heard = this.local();
    const error = (heard - asked) / 2;
    const offset = server - (asked + heard) / 2;
    if (error > this.uncertainty() && Math.abs(offset - this.offset) <= error + this.uncertainty()) return;
    [this.offset, this.error, this.learned] = [offset, error, heard];
    this.known = true;
  }

  /** A new connection, or a laptop that woke: what we know may be stale. */
  begin() {
    const now = this.local();
    [this.error, this.asked, this.again] = [Infinity, NaN, SOON];
    this.due = FIRST.map((after) => now + after);
  }

  /** Ask where it is time to; called a few times a second. @param {Line} line */
  tick(line) {
    const now = this.local();
    if (!line.connected || now < (this.due[0] ?? Infinity) || now - this.asked < PATIENCE) return;
    this.due.shift();
    if (!this.due.length) {
      this.again = this.uncertainty() < POOR ? OFTEN : Math.min(OFTEN, this.again * 2);
      this.due.push(now + this.again);
    }
    this.asked = now;
    line.volatile.emit("time", (/** @type {{now?: number}} */ ack) => {
      this.asked = NaN;
      if (ack.now) this.learn(now, ack.now);
    });
  }
}
