// Blocks of data that Java packed into the page.

/** The bytes that base64 stands for; browsers before 2025 take longer. */
function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return bytes;
}

/** What a block holds, as a response that can be asked for JSON or for bytes. */
function unpacked(id) {
  const stream = new Blob([bytesOf(byId(id).textContent)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream);
}

/** The JSON of a block. */
const unpack = (id) => unpacked(id).json();
