// Hands a text to the browser as a download; needs no permission.

export function saveFile(fileName: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // the download holds its own reference once it has begun
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
