// @ts-check
// What somebody reads or writes beside the room: whoever is here counts as here, and hears nothing from the room.
import { io } from "../vendor/socket.io.esm.min.js";

const exercise = document.querySelector("script[data-beside]")?.getAttribute("data-beside") || "";

io({
  auth: { page: "beside", exercise },
  query: { x: exercise },
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  reconnectionDelay: 1000,
  reconnectionDelayMax: 8000,
});
