import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** An arrow that lands on the ground: 落地. */
export function LandingMark() {
  return (
    <svg class="landing-mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path class="arrow" d="M32 10v26m0 0 11-11M32 36 21 25" />
      <path class="ground" d="M12 50h40" />
    </svg>
  );
}

export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5m0 0-6 6m6-6 6 6" />
  </Icon>
);
export const StopIcon = () => (
  <Icon>
    <rect class="solid" x="6.5" y="6.5" width="11" height="11" rx="2" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
);
export const CopyIcon = () => (
  <Icon>
    <rect x="8.5" y="8.5" width="11" height="11" rx="2" />
    <path d="M15.5 5.5v-1h-11v11h1" />
  </Icon>
);
export const RetryIcon = () => (
  <Icon>
    <path d="M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4" />
  </Icon>
);
export const PhoneIcon = () => (
  <Icon>
    <path d="M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A16 16 0 0 1 4.5 6.2 2 2 0 0 1 6.5 4Z" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="M12 5v14m0 0 6-6m-6 6-6-6" />
  </Icon>
);
export const OutsideIcon = () => (
  <Icon>
    <path d="M14 5h5v5m0-5-8 8M10 6H5v13h13v-5" />
  </Icon>
);
export const ShareIcon = () => (
  <Icon>
    <path d="M12 15V4m0 0L8 8m4-4 4 4M6 12H5v8h14v-8h-1" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="12" cy="8" r="3.5" />
    <path d="M5 20c.6-4 3.2-6 7-6s6.4 2 7 6" />
  </Icon>
);
export const ThumbUpIcon = () => (
  <Icon>
    <path d="M7 11v9H4v-9h3Zm0 0 4-7c1.7 0 2.5 1.200 2.200 2.800L12.5 10H19l-1.5 8.5A2 2 0 0 1 15.5 20H7" />
  </Icon>
);
export const ThumbDownIcon = () => (
  <Icon>
    <path d="M17 13V4h3v9h-3Zm0 0-4 7c-1.7 0-2.5-1.200-2.200-2.800l.7-3.200H5l1.5-8.5A2 2 0 0 1 8.5 4H17" />
  </Icon>
);
