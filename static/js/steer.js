// @ts-check
// The facilitator's page: live parts, and forms that go through the outbox.
import "./chrome.js";
import "./live.js";
import "./outbox.js";
