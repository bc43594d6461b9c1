import { chunkElement, DATA_ELEMENT, type ReportChunk, type ReportData } from '../../src/report-data.js';

/** The data that the page came with. */
export async function readData(): Promise<ReportData> {
  // Written by the package that this page is part of, in the same version.
  return (await readBlock(DATA_ELEMENT)) as ReportData;
}

/** One chunk of whole files. */
export async function readChunk(chunk: number): Promise<ReportChunk> {
  return (await readBlock(chunkElement(chunk))) as ReportChunk;
}

/** Decompresses what an element of the page holds: JSON, gzip, base64. */
async function readBlock(id: string): Promise<unknown> {
  const base64 = document.getElementById(id)?.textContent;
  if (base64 === undefined || base64 === null) throw new Error(`The report is incomplete: it has no ${id}.`);
  const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
