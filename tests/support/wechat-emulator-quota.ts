interface Grant {
  left: number;
  until: number;
}

/** What may be sent to a follower: 5 in 48 hours after a message, 3 in a minute after following, scanning or tapping. */
export interface Quota {
  message(): void;
  event(): void;
  /** Takes one. @returns the error number where there is none */
  take(): 0 | 45015 | 45047;
}

/** Allowances do not add up: what an event lets be sent counts only where the message's is less. */
export function createQuota(now: () => number): Quota {
  let ofMessage: Grant | undefined;
  let ofEvent: Grant | undefined;
  const isOpen = (grant: Grant | undefined): grant is Grant => grant !== undefined && now() < grant.until;
  return {
    message() {
      ofMessage = { left: 5, until: now() + 48 * 3600_000 };
      ofEvent = undefined;
    },
    event() {
      if (isOpen(ofMessage) && ofMessage.left >= 3) return;
      ofEvent = { left: 3, until: now() + 60_000 };
    },
    take() {
      const open = [ofEvent, ofMessage].filter(isOpen);
      if (open.length === 0) return 45015;
      const grant = open.find(({ left }) => left > 0);
      if (!grant) return 45047;
      grant.left -= 1;
      return 0;
    },
  };
}
