// Line icons on a 20-unit grid, drawn for this extension; decoration only: the button around them carries the name.

const paths = {
  add: 'M10 4v12M4 10h12',
  back: 'M12 4l-6 6 6 6',
  check: 'M4 10.5l4 4 8-9',
  close: 'M5 5l10 10M15 5L5 15',
  copy: 'M7 7V4h9v9h-3M4 7h9v9H4z',
  export: 'M10 12V3.5M6.5 7L10 3.5 13.5 7M4 11.5v5h12v-5',
  fill: 'M3 10h9M9 6.5L12.5 10 9 13.5M11 3.5h5.5v13H11',
  grip: 'M8 5v.01M12 5v.01M8 10v.01M12 10v.01M8 15v.01M12 15v.01',
  hide: 'M3 3l14 14M8.2 5.3A8 8 0 0 1 10 5c4 0 6.5 3 7.5 5a12 12 0 0 1-2.1 2.8M5 6.6A11 11 0 0 0 2.5 10c1 2 3.5 5 7.5 5 1.2 0 2.3-.3 3.3-.7M8.2 8.2a2.5 2.5 0 0 0 3.5 3.5',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  menu: 'M3 6h6M13 6h4M3 14h2M9 14h8M11 3.8v4.4M7 11.8v4.4',
  next: 'M15.5 8A6 6 0 1 0 16 11.5M16 4v4.5h-4.5',
  open: 'M8 4l6 6-6 6',
  panel: 'M3 4h14v12H3zM12.5 4v12M15 7.5h-.5M15 10h-.5',
  passkey:
    'M7 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M2 16.5v-1a4.5 4.5 0 0 1 4.5-4.5h2.2M14.5 5.8a2.7 2.7 0 0 0-1.1 5.2v5.5l1.3 1 1.6-1.6-1-1.2 1-1.2-.7-.9v-1.5a2.7 2.7 0 0 0-1.1-4.3M14.5 8v.2',
  pin: 'M7 3.5h6M8 3.5v5L5.5 11.5h9L12 8.5v-5M10 11.5v5',
  scan: 'M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13M6.5 10h7',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M13 13l4 4',
  select: 'M3 5.5l1.5 1.5L7.5 4M3 13.5l1.5 1.5L7.5 12M10.5 5.5H17M10.5 13.5H17',
  show: 'M2.5 10c1-2 3.5-5 7.5-5s6.5 3 7.5 5c-1 2-3.5 5-7.5 5s-6.5-3-7.5-5M10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  tag: 'M3.5 3.5h6l7 7-6 6-7-7zM7 7v.01',
  trash: 'M4 6h12M8 6V4h4v2M5.5 6l.7 10.5h7.6L14.5 6M8.5 9v4.5M11.5 9v4.5',
  unpin: 'M7 3.5h6M8 3.5v5L5.5 11.5h9L12 8.5v-5M10 11.5v5M3 3l14 14',
  warning: 'M10 3.5L18 16.5H2zM10 8.5v3.5M10 14.2v.3',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
