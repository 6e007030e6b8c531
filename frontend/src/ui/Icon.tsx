import type { LucideIcon } from "lucide-react";

export type { LucideIcon };

export interface IconProps {
  readonly of: LucideIcon;
  readonly size?: 16 | 20 | 24;
  readonly className?: string;
}

/** A line icon beside a word. Never the only carrier of meaning, so it is hidden from assistive technology. */
export function Icon({ of: Glyph, size = 16, className }: IconProps) {
  return (
    <Glyph
      size={size}
      strokeWidth={1.5}
      aria-hidden="true"
      focusable="false"
      {...(className ? { className } : {})}
    />
  );
}
