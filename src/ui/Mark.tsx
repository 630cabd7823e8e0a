// The mark: a ring that is open like a C and like a countdown, signed with a stroke.

export function Mark({ size }: { readonly size: number }) {
  return (
    <svg class="mark" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="32" height="32" rx="8" />
      <path class="mark-ring" d="M21.6 8.8A9.2 9.2 0 1 0 24.9 18.2" fill="none" stroke-width="3.4" stroke-linecap="round" />
      <path class="mark-sign" d="M12.2 16.3l3.7 3.7L26 9.4" fill="none" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
