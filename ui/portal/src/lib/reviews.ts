// What was said about an agent's time.

import type { Schemas } from "./api";

type Review = Schemas["Review"];

/** Whether one review speaks of all the time that another does. */
const holds = (one: Review, other: Review): boolean =>
  (!one.project || one.project === other.project) && Date.parse(one.from) <= Date.parse(other.from) && Date.parse(one.to) >= Date.parse(other.to);

/** The questions that the agent has not answered, and that no later approval settled. */
export const waiting = (reviews: readonly Review[]): Review[] =>
  reviews.filter(
    (review) =>
      review.state === "questioned" &&
      review.comments.at(-1)?.by_agent !== true &&
      !reviews.some((later) => later.state === "approved" && Date.parse(later.at) >= Date.parse(review.at) && holds(later, review)),
  );
