"""Socket.IO: commands in, parts out."""
