/** Whether what is written can be read: the contrast of each text with what is painted behind it. */
import type { Page } from "playwright-core";

/** Texts whose contrast with what is behind them is lower than 4.5:1. */
export function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    if (canvas === null) throw new Error("no canvas");
    /** The colour of a pixel that is painted with these, one over the other. */
    const paint = (colours: string[]): number[] => {
      canvas.fillStyle = "#fff";
      canvas.fillRect(0, 0, 1, 1);
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb: number[]) => {
      const [r = 0, g = 0, b = 0] = rgb.map((byte) => {
        const part = byte / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const faint: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement;
      if (element === null || node.textContent?.trim() === "" || element.closest("noscript, option, :disabled"))
        continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const behind: string[] = [];
      for (let one: Element | null = element; one !== null; one = one.parentElement) {
        behind.unshift(getComputedStyle(one).backgroundColor);
      }
      const { color } = getComputedStyle(element);
      const [a, b] = [luminance(paint([...behind, color])), luminance(paint(behind))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${node.textContent?.slice(0, 30)} ${color}`);
    }
    return faint;
  });
}
