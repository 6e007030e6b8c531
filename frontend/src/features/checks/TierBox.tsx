import styles from "./checks.module.css";
import type { Tier } from "./types";
import { words } from "./words";

/** The risk tier with its reasons, and who decides. */
export function TierBox({ tier }: { readonly tier: Tier }) {
  return (
    <section className={styles.tier} aria-labelledby="tier">
      <h2 id="tier">{words.tier(tier.tier, tier.name)}</h2>
      <ul>
        {tier.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {tier.to_drop.length > 0 ? (
        <>
          <h3>{words.toDrop}</h3>
          <ul>
            {tier.to_drop.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      ) : null}
      <h3>{words.route}</h3>
      <ul>
        {tier.route.map((step) => (
          <li key={step.role}>{step.words}</li>
        ))}
      </ul>
    </section>
  );
}
