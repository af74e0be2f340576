/** How many lines a change adds and takes away. */
export function DiffCounts({ added, removed }: { added: number; removed: number }) {
  return (
    <span class="diff-counts" data-testid="diff-counts" title={`${added} lines added, ${removed} removed`}>
      <span class="plus">+{added}</span> <span class="minus">−{removed}</span>
    </span>
  );
}
