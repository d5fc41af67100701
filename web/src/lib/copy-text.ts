/**
 * Puts a text on the clipboard; false when the browser refuses. Pages served over plain HTTP
 * have no `navigator.clipboard`, so a hidden text box and the old command take its place there.
 */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    if (navigator.clipboard !== undefined) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused: the old way may still be allowed.
  }
  const active = document.activeElement;
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "sr-only";
  document.body.append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  if (active instanceof HTMLElement) active.focus();
  return copied;
};
