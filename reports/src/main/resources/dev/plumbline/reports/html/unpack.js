// Blocks of data that Java packed into the page.

/** What a block holds, as a response that can be asked for JSON or for bytes. */
function unpacked(id) {
  const packed = atob(byId(id).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream);
}

/** The JSON of a block. */
const unpack = (id) => unpacked(id).json();
