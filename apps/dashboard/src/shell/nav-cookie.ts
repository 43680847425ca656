/** Cookie that remembers whether the left navigation is collapsed, so that it does not jump. */
export const NAV_COOKIE = "headroom-nav";
