"""Papers in the form of Vietnamese state documents: one file a kind of paper, from facts to bytes."""
