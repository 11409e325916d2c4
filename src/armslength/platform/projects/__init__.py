"""Projects that clients post, and the proposals that freelancers make for them."""
