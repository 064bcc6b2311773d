// @ts-check
// The phone in a facilitator's hand: live parts, and forms that go through the outbox.
import "./ago.js";
import "./bookmark.js";
import "./chrome.js";
import "./live.js";
import "./outbox.js";
