// @ts-check
// All rooms of a seminar at a glance: their cards, live. Nothing is sent from here.
import "./chrome.js";
import "./live.js";
