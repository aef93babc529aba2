/**
 * Saves something as a file. Its content stands in no address: a browser keeps the address of everything that it saved, so this one means
 * nothing as soon as it was used.
 */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.download = name;
  link.href = URL.createObjectURL(content);
  link.click();
  // The browser has read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), revokedAfterMilliseconds);
}
const revokedAfterMilliseconds = 10_000;
